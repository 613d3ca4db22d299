package dev.tandem.learner.optimizer;

import java.nio.FloatBuffer;

/**
 * Dot products of one modality's gradient and first moments, over its parameters, in a fixed order:
 * lanes in float, their sum in double.
 */
final class Agreement {

  private final float[] gradients = new float[Block.SIZE];
  private final float[] moments = new float[Block.SIZE];
  private final float[] products = new float[Block.SIZE];
  private final float[] squares = new float[Block.SIZE];
  private double squaresOfGradient;

  /** Takes in one parameter's gradient. */
  void add(Gradient gradient, float[] firstMoments) {
    FloatBuffer values = gradient.values().floats();
    int size = gradient.parameter().size();
    squaresOfGradient += gradient.squares();
    for (int done = 0; done < size; done += Block.SIZE) {
      int length = Math.min(Block.SIZE, size - done);
      values.get(done, gradients, 0, length);
      System.arraycopy(firstMoments, gradient.parameter().offset() + done, moments, 0, length);
      for (int i = 0; i < length; i++) {
        products[i] += gradients[i] * moments[i];
        squares[i] += moments[i] * moments[i];
      }
    }
  }

  /** cos(g, μ); 0 where either is 0, or so large that their product is not finite. */
  double cosine() {
    return cosine(sum(products), squaresOfGradient, sum(squares));
  }

  /** The cosine of two vectors, of their product and their squared norms. */
  static double cosine(double product, double squaresOfOne, double squaresOfOther) {
    double cosine = product / (Math.sqrt(squaresOfOne) * Math.sqrt(squaresOfOther));
    return Double.isFinite(cosine) ? Math.max(-1, Math.min(1, cosine)) : 0;
  }

  private static double sum(float[] lanes) {
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
