package dev.tandem.learner.optimizer;

import dev.tandem.learner.OptimizerSettings;
import dev.tandem.learner.network.Parameter;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Updates the parameters it owns in place. A parameter without a gradient is left alone: value,
 * moments, weight decay and step count.
 */
public final class Optimizer {

  /** Elements at a time: gradient, values and moments stay in the first-level cache. */
  private static final int BLOCK = 1024;

  private final UpdateRule rule;
  private final OptionalDouble clipNorm;
  private final Map<Parameter, Slot> slots = new HashMap<>();
  private final float[][] moments;
  private final long[] steps;
  private final float[] values = new float[BLOCK];
  private final float[] gradient = new float[BLOCK];

  /**
   * Where an owned parameter's moments are.
   *
   * @param index its number among the owned
   * @param offset its first element in each moment
   */
  private record Slot(int index, int offset) {}

  /**
   * An optimizer that has done no step.
   *
   * @param owned the parameters it updates, in a fixed order
   */
  public Optimizer(OptimizerSettings settings, List<Parameter> owned) {
    rule = UpdateRules.of(settings);
    clipNorm = settings.clipNorm();
    int elements = 0;
    for (Parameter parameter : owned) {
      slots.put(parameter, new Slot(slots.size(), elements));
      elements = Math.addExact(elements, parameter.size());
    }
    moments = new float[rule.moments()][elements];
    steps = new long[owned.size()];
  }

  /** Whether it updates this parameter. */
  public boolean owns(Parameter parameter) {
    return slots.containsKey(parameter);
  }

  /**
   * One step: scale the gradients by their paces, clip them to the global norm, update by the
   * paces.
   *
   * @param parameters the flat buffer of all values, updated in place
   * @param gradients of owned parameters, in a fixed order
   */
  public void step(FloatBuffer parameters, List<PacedGradient> gradients) {
    double clip = clipNorm.isPresent() ? clip(gradients, clipNorm.getAsDouble()) : 1;
    for (PacedGradient paced : gradients) {
      update(parameters, paced, paced.gradientPace() * clip);
    }
  }

  public OptimizerState state() {
    return new OptimizerState(moments, steps);
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException if it is of another optimizer or other parameters
   */
  public void restore(OptimizerState state) {
    float[][] saved = state.moments();
    long[] savedSteps = state.steps();
    if (saved.length != moments.length
        || savedSteps.length != steps.length
        || saved[0].length != moments[0].length) {
      throw new IllegalArgumentException(
          "optimizer state: expected %d moments of %d parameters but got %d of %d. Restore with the settings it was saved with."
              .formatted(moments.length, steps.length, saved.length, savedSteps.length));
    }
    for (int i = 0; i < moments.length; i++) {
      System.arraycopy(saved[i], 0, moments[i], 0, moments[i].length);
    }
    System.arraycopy(savedSteps, 0, steps, 0, steps.length);
  }

  private void update(FloatBuffer parameters, PacedGradient paced, double gradientScale) {
    Parameter parameter = paced.parameter();
    Slot slot = slots.get(parameter);
    long step = ++steps[slot.index()];
    for (int done = 0; done < parameter.size(); done += BLOCK) {
      int length = Math.min(BLOCK, parameter.size() - done);
      read(paced.values(), done, length, (float) gradientScale);
      parameters.get(parameter.offset() + done, values, 0, length);
      rule.update(
          values,
          gradient,
          moments,
          new UpdateRule.Stretch(slot.offset() + done, length, step, paced.updatePace()));
      parameters.put(parameter.offset() + done, values, 0, length);
    }
  }

  private void read(FloatBuffer source, int from, int length, float scale) {
    source.get(from, gradient, 0, length);
    if (scale != 1) {
      for (int i = 0; i < length; i++) {
        gradient[i] *= scale;
      }
    }
  }

  /** The factor of {@code torch.nn.utils.clip_grad_norm_}: min(1, max / (norm + 1e-6)). */
  private double clip(List<PacedGradient> gradients, double maxNorm) {
    double squares = 0;
    for (PacedGradient paced : gradients) {
      double scale = paced.gradientPace();
      squares += scale * scale * squares(paced.values(), paced.parameter().size());
    }
    return Math.min(1, maxNorm / (Math.sqrt(squares) + 1e-6));
  }

  private double squares(FloatBuffer source, int size) {
    double sum = 0;
    for (int done = 0; done < size; done += BLOCK) {
      int length = Math.min(BLOCK, size - done);
      source.get(done, gradient, 0, length);
      for (int i = 0; i < length; i++) {
        sum += (double) gradient[i] * gradient[i];
      }
    }
    return sum;
  }
}
