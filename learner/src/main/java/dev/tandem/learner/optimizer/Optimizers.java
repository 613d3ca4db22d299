package dev.tandem.learner.optimizer;

import dev.tandem.learner.network.ForwardPass;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The objective's parameters and the probes', each clipped by a norm of their own. Paces scale the
 * objective's; probes are never paced. Closing frees the moments.
 */
public final class Optimizers implements AutoCloseable {

  private final ParameterStore parameters;
  private final PaceTarget target;
  private final Set<String> probes;
  private final OptimizerSettings settings;
  private final Optimizer optimizer;

  /**
   * Optimizers that have done no step.
   *
   * @param target what paces multiply
   * @param probes heads whose parameters are the probes'
   */
  public Optimizers(
      OptimizerSettings settings,
      PaceTarget target,
      Set<String> probes,
      ParameterStore parameters) {
    this.settings = settings;
    this.parameters = parameters;
    this.target = target;
    this.probes = Set.copyOf(probes);
    this.optimizer = new Optimizer(settings, parameters);
  }

  /** The gradients of all parameters that a pass left one at, in the order of the network. */
  public List<Gradient> gradients(ForwardPass pass) {
    return measured(unmeasured(pass), false);
  }

  /** The same, and how each lies to the first moment of its parameter. */
  public List<Gradient> gradientsWithAgreement(ForwardPass pass) {
    return measured(unmeasured(pass), true);
  }

  private List<Gradient.Unmeasured> unmeasured(ForwardPass pass) {
    List<Gradient.Unmeasured> gradients = new ArrayList<>();
    for (Parameter parameter : parameters.layout().parameters()) {
      pass.gradient(parameter)
          .ifPresent(values -> gradients.add(new Gradient.Unmeasured(parameter, values)));
    }
    return gradients;
  }

  /** Gradients with their norms. */
  public List<Gradient> measured(GradientSet gradients) {
    return measured(gradients.unmeasured(), false);
  }

  private List<Gradient> measured(List<Gradient.Unmeasured> gradients, boolean withAgreement) {
    return optimizer.measured(gradients, withAgreement);
  }

  /**
   * How each modality's gradient agrees with where its parameters were going.
   *
   * @return modality to cos(g_m, μ_m) over its encoder, head and part of the fusion; without those
   *     where either is 0
   */
  public static Map<String, Double> agreement(List<Gradient> gradients) {
    Map<String, List<Gradient>> byModality = new TreeMap<>();
    for (Gradient gradient : gradients) {
      gradient
          .parameter()
          .group()
          .modality()
          .ifPresent(m -> byModality.computeIfAbsent(m, x -> new ArrayList<>()).add(gradient));
    }
    Map<String, Double> cosines = new TreeMap<>();
    byModality.forEach((modality, its) -> cosines.put(modality, Agreement.cosine(its)));
    return cosines;
  }

  /**
   * One step over all parameters that got a gradient.
   *
   * @param pace of a parameter of the objective's
   * @param learnerStep number of steps that the learner has done
   */
  public void step(List<Gradient> gradients, ToDoubleFunction<Parameter> pace, long learnerStep) {
    List<PacedGradient> ofObjective = new ArrayList<>();
    List<PacedGradient> ofProbes = new ArrayList<>();
    for (Gradient gradient : gradients) {
      if (isProbes(gradient.parameter())) {
        ofProbes.add(gradient.paced(1, 1));
      } else {
        ofObjective.add(paced(gradient, pace.applyAsDouble(gradient.parameter())));
      }
    }
    double factor = settings.schedule().factor(learnerStep);
    optimizer.step(ofObjective, factor);
    optimizer.step(ofProbes, factor);
  }

  /** Whether a parameter is a probe's, which the objective does not know. */
  public boolean isProbes(Parameter parameter) {
    return parameter.group().head().map(probes::contains).orElse(false);
  }

  private PacedGradient paced(Gradient gradient, double pace) {
    return target == PaceTarget.UPDATE ? gradient.paced(1, pace) : gradient.paced(pace, 1);
  }

  public OptimizerState state() {
    return optimizer.state();
  }

  /** Goes on from what {@link #state} gave. */
  public void restore(OptimizerState state) {
    optimizer.restore(state);
  }

  /** Forgets all moments and step counts. */
  public void reset() {
    optimizer.reset();
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
