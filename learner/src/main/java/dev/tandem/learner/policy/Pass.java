package dev.tandem.learner.policy;

import ai.djl.ndarray.NDArray;
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
import java.nio.FloatBuffer;
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
  private final EncodedBatch first;
  private EncodedBatch current;
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
    this.first = encoded();
    this.current = first;
  }

  private EncodedBatch encoded() {
    ForwardPass pass =
        ForwardPass.training(
            through.parameters(), through.learned(), new Draws(update).seed(), scope);
    return new EncodedBatch(through.network(), pass, inputs, through.objective().probes(), scope);
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
      whole = forward(first.whole());
      first.pass().settleStatistics();
    }
    return whole;
  }

  /**
   * Another forward pass. What of it was encoded before is not encoded again.
   *
   * @param presence by modality; those that are not named are present
   */
  public Forward forward(Map<String, Presence> presence) {
    forward();
    return forward(current.seen(presence));
  }

  /** The same, of the fusion alone: there are no unimodal heads. */
  public Forward fused(Map<String, Presence> presence) {
    forward();
    return forward(current.fused(presence));
  }

  /**
   * Another forward pass, of the fusion alone, to which representations come multiplied.
   *
   * @param factors by modality that the batch has, of each row that has it
   */
  public Forward fusedScaled(Map<String, float[]> factors) {
    forward();
    return forward(current.fusedScaled(factors));
  }

  private Forward forward(Network.Outputs outputs) {
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
    return through
        .objective()
        .losses(through.network().terms(forward.outputs(), current.pass()), labels);
  }

  /**
   * The gradients of the whole objective, of every parameter that took part. There is no other
   * backward pass through this forward pass.
   */
  public List<Gradient> backward(Forward forward) {
    return backward(forward.roots(), false);
  }

  /** The same, and how each gradient lies to the first moment of its parameter. */
  public List<Gradient> backwardWithAgreement(Forward forward) {
    return backward(forward.roots(), true);
  }

  /**
   * The gradients of a backward pass from roots of a policy's own. There is no other one through
   * the forward passes that they come from.
   */
  public List<Gradient> backward(List<Root> roots) {
    return backward(roots, false);
  }

  private List<Gradient> backward(List<Root> roots, boolean withAgreement) {
    ForwardPass pass = current.pass();
    if (pass.learns() && !roots.isEmpty()) {
      through.objective().backward(roots, scope, false);
    }
    List<Gradient> gradients =
        withAgreement
            ? through.optimizers().gradientsWithAgreement(pass)
            : through.optimizers().gradients(pass);
    return requireFinite(gradients);
  }

  /**
   * The gradients of some heads' losses alone, weighted as in the objective. Forward passes can be
   * gone back through again.
   */
  public GradientSet backward(Forward forward, Set<String> heads) {
    return backward(forward, heads, 1, true);
  }

  /**
   * The same of losses that are multiplied. It is the only backward pass through these forward
   * passes, and so copies nothing.
   */
  public GradientSet onlyBackward(Forward forward, Set<String> heads, double factor) {
    return backward(forward, heads, factor, false);
  }

  private GradientSet backward(Forward forward, Set<String> heads, double factor, boolean again) {
    Map<Parameter, FloatTensor> gradients = new LinkedHashMap<>();
    Set<String> learning =
        heads.stream().filter(head -> learns(forward, head)).collect(Collectors.toSet());
    List<Root> roots = forward.roots(learning, factor);
    if (!roots.isEmpty()) {
      through.objective().backward(roots, scope, again);
      Set<String> reached = reached(forward, learning);
      ForwardPass pass = current.pass();
      for (Parameter parameter : parameters()) {
        if (reached.contains(parameter.group().text())) {
          (again ? pass.takeGradient(parameter) : pass.gradient(parameter))
              .ifPresent(values -> gradients.put(parameter, values));
        }
      }
    }
    return GradientSet.of(gradients, scope);
  }

  /** Whether a head's loss reaches any parameter that is not frozen. */
  private boolean learns(Forward forward, String head) {
    Set<String> reached = reached(forward, Set.of(head));
    return parameters().stream()
        .anyMatch(p -> reached.contains(p.group().text()) && current.pass().learns(p));
  }

  private Set<String> reached(Forward forward, Set<String> heads) {
    return Reach.groups(forward, heads, through.objective().probes(), parameters());
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
        .pass()
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
    EncodedBatch before = current;
    try (Perturbation perturbation = new Perturbation(through.parameters())) {
      perturbation.move(by.times(factor), scope);
      current = encoded();
      current.pass().settleStatistics();
      return moved.get();
    } finally {
      current = before;
    }
  }

  /** Every parameter of the network, in its order. */
  public List<Parameter> parameters() {
    return through.parameters().layout().parameters();
  }

  /** A copy of a parameter's values. */
  public float[] values(Parameter parameter) {
    return through.parameters().values(parameter);
  }

  /** A tensor of values that a policy has computed, flat, for a {@link GradientSet}. */
  public NDArray tensor(float[] values) {
    return scope.copyOf(FloatBuffer.wrap(values));
  }

  /** The heads that the objective does not know. */
  public Set<String> probes() {
    return through.objective().probes();
  }

  /** Whether a parameter is a probe's. */
  public boolean isProbes(Parameter parameter) {
    return through.optimizers().isProbes(parameter);
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
    first.pass().keepStatistics();
  }
}
