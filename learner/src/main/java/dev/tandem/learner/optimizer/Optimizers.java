package dev.tandem.learner.optimizer;

import dev.tandem.learner.OptimizerSettings;
import dev.tandem.learner.PaceTarget;
import dev.tandem.learner.network.Leaves;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.policy.Policy;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The optimizer of the objective and the one of the probes. Paces scale the objective's parameters
 * by their group; probes are never paced.
 */
public final class Optimizers {

  private final ParameterStore parameters;
  private final PaceTarget target;
  private final Optimizer objective;
  private final Optimizer probes;

  /** Optimizers that have done no step. */
  public Optimizers(
      OptimizerSettings settings, PaceTarget target, Policy policy, ParameterStore parameters) {
    this.parameters = parameters;
    this.target = target;
    List<Parameter> all = parameters.layout().parameters();
    objective = new Optimizer(settings, all.stream().filter(p -> !isProbe(p, policy)).toList());
    probes = new Optimizer(settings, all.stream().filter(p -> isProbe(p, policy)).toList());
  }

  /**
   * One step over all parameters that got a gradient.
   *
   * @param leaves of the pass whose gradients to follow
   * @param paces modality to k_m
   */
  public void step(Leaves leaves, Map<String, Double> paces) {
    List<PacedGradient> ofObjective = new ArrayList<>();
    List<PacedGradient> ofProbes = new ArrayList<>();
    for (Parameter parameter : parameters.layout().parameters()) {
      Optional<FloatBuffer> gradient = leaves.gradient(parameter);
      if (gradient.isPresent() && objective.owns(parameter)) {
        ofObjective.add(paced(parameter, gradient.get(), paces));
      } else if (gradient.isPresent()) {
        ofProbes.add(new PacedGradient(parameter, gradient.get(), 1, 1));
      }
    }
    objective.step(parameters.floats(), ofObjective);
    probes.step(parameters.floats(), ofProbes);
  }

  public OptimizerState objectiveState() {
    return objective.state();
  }

  public OptimizerState probesState() {
    return probes.state();
  }

  /** Goes on from what {@link #objectiveState} and {@link #probesState} gave. */
  public void restore(OptimizerState objectiveState, OptimizerState probesState) {
    objective.restore(objectiveState);
    probes.restore(probesState);
  }

  private PacedGradient paced(
      Parameter parameter, FloatBuffer gradient, Map<String, Double> paces) {
    double pace = parameter.group().modality().map(paces::get).orElse(1.0);
    return target == PaceTarget.UPDATE
        ? new PacedGradient(parameter, gradient, 1, pace)
        : new PacedGradient(parameter, gradient, pace, 1);
  }

  private static boolean isProbe(Parameter parameter, Policy policy) {
    return parameter.group().head().map(head -> !policy.optimises(head)).orElse(false);
  }
}
