package dev.tandem.learner.optimizer;

/**
 * A gradient and what its pace scales.
 *
 * @param gradientPace factor of the gradient, before clipping
 * @param updatePace factor of the update, after clipping
 */
record PacedGradient(Gradient gradient, double gradientPace, double updatePace) {

  /** Squared norm of the gradient as it is clipped. */
  double squares() {
    return gradientPace * gradientPace * gradient.squares();
  }
}
