package dev.tandem.learner.optimizer;

import java.util.List;

/**
 * How a gradient lies to the first moment of its parameter.
 *
 * @param product Σ g·m
 * @param squares Σ m²
 */
record Agreement(double product, double squares) {

  static final Agreement NOT_MEASURED = new Agreement(0, 0);

  /**
   * cos(g, m) over the parameters of some gradients; 0 where either is 0, or so large that their
   * product is not finite.
   */
  static double cosine(List<Gradient> gradients) {
    double product = 0;
    double squaresOfMoments = 0;
    double squaresOfGradients = 0;
    for (Gradient gradient : gradients) {
      product += gradient.agreement().product();
      squaresOfMoments += gradient.agreement().squares();
      squaresOfGradients += gradient.squares();
    }
    double cosine = product / (Math.sqrt(squaresOfGradients) * Math.sqrt(squaresOfMoments));
    return Double.isFinite(cosine) ? Math.max(-1, Math.min(1, cosine)) : 0;
  }
}
