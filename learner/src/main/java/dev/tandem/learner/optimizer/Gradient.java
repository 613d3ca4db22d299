package dev.tandem.learner.optimizer;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.Parameter;

/**
 * One parameter's gradient.
 *
 * @param parameter whose gradient it is
 * @param values at least the parameter's size; only read
 * @param squares sum of the squared elements: not finite if an element is not
 * @param agreement with the first moment, where it was asked for
 */
public record Gradient(
    Parameter parameter, FloatTensor values, double squares, Agreement agreement) {

  /** A gradient whose norm is not known yet. */
  record Unmeasured(Parameter parameter, FloatTensor values) {}

  private static final double MOST_SQUARES = 1e34;

  /** A gradient whose norm is computed in Java. */
  public static Gradient of(Parameter parameter, FloatTensor values) {
    return new BlockSums().measured(parameter, values);
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
