package dev.tandem.learner.optimizer;

import dev.tandem.learner.network.Parameter;
import java.nio.FloatBuffer;

/**
 * One parameter's gradient.
 *
 * @param parameter whose gradient it is
 * @param values at least the parameter's size; only read
 * @param squares sum of the squared elements: not finite if and only if an element is not
 */
public record Gradient(Parameter parameter, FloatBuffer values, double squares) {

  private static final double MOST_SQUARES = 1e34;

  public static Gradient of(Parameter parameter, FloatBuffer values) {
    return new Gradient(parameter, values, SquareSum.of(values, parameter.size()));
  }

  /** Whether no pace, momentum or square of it gets beyond floats: its norm is at most 10¹⁷. */
  public boolean bounded() {
    return squares <= MOST_SQUARES;
  }

  /** The same with what its pace scales. */
  PacedGradient paced(double gradientPace, double updatePace) {
    return new PacedGradient(this, gradientPace, updatePace);
  }
}
