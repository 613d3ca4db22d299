package dev.tandem.learner.optimizer;

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
    int size = gradient.parameter().size();
    squaresOfGradient += gradient.squares();
    for (int done = 0; done < size; done += Block.SIZE) {
      int length = Math.min(Block.SIZE, size - done);
      gradient.values().get(done, gradients, 0, length);
      System.arraycopy(firstMoments, gradient.parameter().offset() + done, moments, 0, length);
      for (int i = 0; i < length; i++) {
        products[i] += gradients[i] * moments[i];
        squares[i] += moments[i] * moments[i];
      }
    }
  }

  /** cos(g, μ); 0 where either is 0, or so large that their product is not finite. */
  double cosine() {
    double cosine = sum(products) / (Math.sqrt(squaresOfGradient) * Math.sqrt(sum(squares)));
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
