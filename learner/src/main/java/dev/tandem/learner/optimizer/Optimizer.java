package dev.tandem.learner.optimizer;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.spec.OptimizerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Updates parameters in place. A parameter without a gradient is left alone: value, moments, weight
 * decay and step count. Closing frees the moments.
 */
final class Optimizer implements AutoCloseable {

  private final UpdateRule rule;
  private final double learningRate;
  private final OptionalDouble clipNorm;
  private final Moments moments;
  private final long[] steps;
  private final int floats;

  /** An optimizer that has done no step. */
  Optimizer(OptimizerSettings settings, ParameterStore parameters) {
    learningRate = settings.learningRate();
    clipNorm = settings.clipNorm();
    rule = UpdateRules.of(settings);
    floats = parameters.layout().floats();
    moments = Moments.of(rule, parameters);
    steps = new long[parameters.layout().parameters().size()];
  }

  /** As of {@link Moments#measured}. */
  List<Gradient> measured(List<Gradient.Unmeasured> gradients, boolean withAgreement) {
    return moments.measured(gradients, withAgreement);
  }

  /**
   * One step: scale the gradients by their paces, clip them to the global norm, update by the
   * paces.
   *
   * @param gradients whose norm is the global one, in a fixed order
   * @param rateFactor share of the learning rate that the schedule gives
   */
  void step(List<PacedGradient> gradients, double rateFactor) {
    double clip = clipNorm.isPresent() ? clip(gradients, clipNorm.getAsDouble()) : 1;
    List<ParameterUpdate> updates = new ArrayList<>(gradients.size());
    for (PacedGradient paced : gradients) {
      Parameter parameter = paced.gradient().parameter();
      long count = ++steps[parameter.ordinal()];
      updates.add(
          new ParameterUpdate(
              parameter,
              paced.gradient().values(),
              (float) (paced.gradientPace() * clip),
              new UpdateRule.Step(count, learningRate * rateFactor, paced.updatePace())));
    }
    moments.update(updates);
  }

  /** A copy. */
  OptimizerState state() {
    return new OptimizerState(moments.copy(), steps.clone());
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException if it is of another optimizer or other parameters
   */
  void restore(OptimizerState state) {
    requireFit(state);
    moments.set(state.moments());
    System.arraycopy(state.steps(), 0, steps, 0, steps.length);
  }

  private void requireFit(OptimizerState state) {
    if (state.moments().length != rule.moments()
        || state.steps().length != steps.length
        || !Arrays.stream(state.moments()).allMatch(moment -> moment.length == floats)) {
      throw new IllegalArgumentException(
          "optimizer state: expected %d moments of %d parameters but got %d of %d. Restore with the settings it was saved with."
              .formatted(
                  rule.moments(), steps.length, state.moments().length, state.steps().length));
    }
  }

  /** Forgets all moments and step counts. */
  void reset() {
    moments.clear();
    Arrays.fill(steps, 0);
  }

  /** The factor of {@code torch.nn.utils.clip_grad_norm_}: min(1, max / (norm + 1e-6)). */
  private static double clip(List<PacedGradient> gradients, double maxNorm) {
    double squares = gradients.stream().mapToDouble(PacedGradient::squares).sum();
    return Math.min(1, maxNorm / (Math.sqrt(squares) + 1e-6));
  }

  @Override
  public void close() {
    moments.close();
  }
}
