package dev.tandem.learner.policy;

/** A batch cannot be learned from: a loss, a gradient or a statistic is not finite, or nearly. */
public final class DefectException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A defect.
   *
   * @param what is not finite, in words
   */
  DefectException(String what) {
    super(what, null, false, false);
  }
}
