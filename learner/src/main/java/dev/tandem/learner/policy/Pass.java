package dev.tandem.learner.policy;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.evaluation.DriftWatch;
import dev.tandem.learner.network.ForwardPass;
import dev.tandem.learner.network.ModalityInput;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective.Root;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.GradientSet;
import dev.tandem.learner.spec.Heads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One batch, for a policy to make gradients of: forward passes through the network, what is lost in
 * them, backward passes. Valid until its scope closes. What is not finite is a {@link
 * DefectException}, after which a policy's state must be what it was: change it last.
 */
public final class Pass {

  private final Passes through;
  private final List<ModalityInput> inputs;
  private final Labels labels;
  private final Update update;
  private final Optional<DriftWatch> watch;
  private final TensorScope scope;
  private final ForwardPass first;
  private ForwardPass current;
  private Forward whole;
  private DriftWatch.Alarm alarm;

  Pass(
      Passes through,
      List<ModalityInput> inputs,
      Labels labels,
      Update update,
      Optional<DriftWatch> watch,
      TensorScope scope) {
    this.through = through;
    this.inputs = inputs;
    this.labels = labels;
    this.update = update;
    this.watch = watch;
    this.scope = scope;
    this.first = forwardPass();
    this.current = first;
  }

  private ForwardPass forwardPass() {
    return ForwardPass.training(
        through.parameters(), through.learned(), new Draws(update).seed(), scope);
  }

  /** Which update it is for. */
  public Update update() {
    return update;
  }

  /** Whether its clips are earlier ones, which leave no trace in what a policy compares. */
  public boolean isReplay() {
    return update.replay() > 0;
  }

  /** Number of clips. */
  public int size() {
    return inputs.get(0).rows().batch();
  }

  /** Of every clip. */
  public Labels labels() {
    return labels;
  }

  /** What the batch has. */
  public List<ModalityInput> inputs() {
    return inputs;
  }

  /**
   * The forward pass of everything that the batch has: what is reported, and answers before the
   * update. Statistics of batches are moved by this one alone.
   */
  public Forward forward() {
    if (whole == null) {
      whole = forward(inputs);
      first.settleStatistics();
    }
    return whole;
  }

  /**
   * Another forward pass.
   *
   * @param presence by modality; those that are not named are present
   */
  public Forward forward(Map<String, Presence> presence) {
    forward();
    List<ModalityInput> seen = new ArrayList<>();
    for (ModalityInput input : inputs) {
      switch (presence.getOrDefault(input.modality(), Presence.PRESENT)) {
        case PRESENT -> seen.add(input);
        case ZEROS ->
            seen.add(new ModalityInput(input.modality(), input.rows(), input.values().zerosLike()));
        case MASKED -> {} // left out
      }
    }
    return forward(seen);
  }

  private Forward forward(List<ModalityInput> seen) {
    Network.Outputs outputs =
        seen.isEmpty()
            ? new Network.Outputs(List.of(), List.of())
            : through.network().forward(seen, current, through.objective().probes());
    Map<String, HeadLoss> losses = through.objective().losses(outputs.heads(), labels);
    for (HeadLoss loss : losses.values()) {
      if (!Double.isFinite(loss.loss())) {
        throw new DefectException("the loss of %s is %s".formatted(loss.head(), loss.loss()));
      }
    }
    return new Forward(outputs, losses);
  }

  /** By modality, what its term of a linear fusion loses by itself. */
  public Map<String, HeadLoss> terms(Forward forward) {
    return through.objective().losses(through.network().terms(forward.outputs(), current), labels);
  }

  /**
   * The gradients of the whole objective, of every parameter that took part. There is no other
   * backward pass through this forward pass.
   */
  public List<Gradient> backward(Forward forward) {
    return backward(forward, false);
  }

  /** The same, and how each gradient lies to the first moment of its parameter. */
  public List<Gradient> backwardWithAgreement(Forward forward) {
    return backward(forward, true);
  }

  private List<Gradient> backward(Forward forward, boolean withAgreement) {
    if (current.learns()) {
      through.objective().backward(forward.roots(), scope, false);
    }
    List<Gradient> gradients =
        withAgreement
            ? through.optimizers().gradientsWithAgreement(current)
            : through.optimizers().gradients(current);
    return requireFinite(gradients);
  }

  /**
   * The gradients of some heads' losses alone, weighted as in the objective. Forward passes can be
   * gone back through again.
   */
  public GradientSet backward(Forward forward, Set<String> heads) {
    return backward(forward.roots(heads), reached(forward, heads));
  }

  private GradientSet backward(List<Root> roots, Set<String> reached) {
    Map<Parameter, FloatTensor> taken = new LinkedHashMap<>();
    if (!roots.isEmpty() && current.learns()) {
      through.objective().backward(roots, scope, true);
      for (Parameter parameter : through.parameters().layout().parameters()) {
        current
            .takeGradient(parameter)
            .filter(values -> reached.contains(parameter.group().text()))
            .ifPresent(values -> taken.put(parameter, values));
      }
    }
    return GradientSet.of(taken, scope);
  }

  /** The groups of parameters, by their texts, that the losses of some heads go back to. */
  private Set<String> reached(Forward forward, Set<String> heads) {
    Set<String> probes = through.objective().probes();
    List<String> modalities =
        forward.outputs().representations().stream().map(z -> z.modality()).toList();
    return through.parameters().layout().parameters().stream()
        .map(Parameter::group)
        .filter(
            group ->
                group
                    .head()
                    .map(heads::contains)
                    .orElseGet(
                        () -> {
                          String own = group.modality().orElseThrow();
                          return modalities.contains(own)
                              && (flows(heads, probes, own) || flows(heads, probes, Heads.FUSED));
                        }))
        .map(group -> group.text())
        .collect(Collectors.toSet());
  }

  private static boolean flows(Set<String> heads, Set<String> probes, String head) {
    return heads.contains(head) && !probes.contains(head);
  }

  /** Gradients that a policy has computed, to be learned from. */
  public List<Gradient> gradients(GradientSet computed) {
    return requireFinite(through.optimizers().measured(computed));
  }

  private List<Gradient> requireFinite(List<Gradient> gradients) {
    for (Gradient gradient : gradients) {
      if (!gradient.bounded()) {
        throw new DefectException(
            "the norm of the gradient of %s is %.1e; must be at most 1e17"
                .formatted(gradient.parameter().name(), Math.sqrt(gradient.squares())));
      }
    }
    first
        .defect()
        .ifPresent(
            name -> {
              throw new DefectException("%s would not be finite".formatted(name));
            });
    return gradients;
  }

  /**
   * Moves the parameters by {@code factor} times some gradients, and puts back every bit.
   *
   * @param moved whose passes see the moved parameters
   * @return what it gives
   */
  public <T> T perturbed(GradientSet by, double factor, Supplier<T> moved) {
    ForwardPass before = current;
    Perturbation perturbation = Perturbation.of(through.parameters(), by.times(factor));
    try {
      current = forwardPass();
      current.settleStatistics();
      return moved.get();
    } finally {
      perturbation.undo();
      current = before;
    }
  }

  /** What the watch on drift says of the new clips; the same each time. */
  public DriftWatch.Alarm alarm() {
    if (alarm == null) {
      alarm =
          isReplay() || watch.isEmpty()
              ? DriftWatch.Alarm.NONE
              : watch.get().observe(forward().losses().values(), labels);
    }
    return alarm;
  }

  /** Puts statistics of the batch into force: to be called once it has been learned from. */
  public void keepStatistics() {
    first.keepStatistics();
  }
}
