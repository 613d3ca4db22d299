package dev.tandem.learner.optimizer;

import dev.tandem.learner.OptimizerSettings;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Updates parameters in place, in one pass over memory. A parameter without a gradient is left
 * alone: value, moments, weight decay and step count. Moments lie as the parameters do.
 */
final class Optimizer {

  private final UpdateRule rule;
  private final double learningRate;
  private final OptionalDouble clipNorm;
  private final float[][] moments;
  private final long[] steps;
  private final Block block = new Block();

  /** An optimizer that has done no step. */
  Optimizer(OptimizerSettings settings, ParameterLayout layout) {
    rule = UpdateRules.of(settings);
    learningRate = settings.learningRate();
    clipNorm = settings.clipNorm();
    moments = new float[rule.moments()][layout.floats()];
    steps = new long[layout.parameters().size()];
  }

  /**
   * One step: scale the gradients by their paces, clip them to the global norm, update by the
   * paces.
   *
   * @param parameters the flat buffer of all values, updated in place
   * @param gradients whose norm is the global one, in a fixed order
   * @param rateFactor share of the learning rate that the schedule gives
   */
  void step(FloatBuffer parameters, List<PacedGradient> gradients, double rateFactor) {
    double clip = clipNorm.isPresent() ? clip(gradients, clipNorm.getAsDouble()) : 1;
    for (PacedGradient paced : gradients) {
      update(parameters, paced, clip, learningRate * rateFactor);
    }
  }

  /** Live, laid out as the parameters are. */
  float[] firstMoments() {
    return moments[0];
  }

  OptimizerState state() {
    return OptimizerState.copyOf(moments, steps);
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException if it is of another optimizer or other parameters
   */
  void restore(OptimizerState state) {
    if (state.moments() != moments.length
        || state.parameters() != steps.length
        || state.floats() != moments[0].length) {
      throw new IllegalArgumentException(
          "optimizer state: expected %d moments of %d parameters but got %d of %d. Restore with the settings it was saved with."
              .formatted(moments.length, steps.length, state.moments(), state.parameters()));
    }
    state.copyTo(moments, steps);
  }

  private void update(FloatBuffer parameters, PacedGradient paced, double clip, double rate) {
    Parameter parameter = paced.gradient().parameter();
    FloatBuffer gradient = paced.gradient().values();
    float scale = (float) (paced.gradientPace() * clip);
    long count = ++steps[parameter.ordinal()];
    UpdateRule.Step step = new UpdateRule.Step(count, rate, paced.updatePace());
    for (int done = 0; done < parameter.size(); done += Block.SIZE) {
      int offset = parameter.offset() + done;
      block.load(parameters, moments, offset, Math.min(Block.SIZE, parameter.size() - done));
      block.loadGradient(gradient, done, scale);
      rule.update(block, step);
      block.store(parameters, moments, offset);
    }
  }

  /** The factor of {@code torch.nn.utils.clip_grad_norm_}: min(1, max / (norm + 1e-6)). */
  private static double clip(List<PacedGradient> gradients, double maxNorm) {
    double squares = gradients.stream().mapToDouble(PacedGradient::squares).sum();
    return Math.min(1, maxNorm / (Math.sqrt(squares) + 1e-6));
  }
}
