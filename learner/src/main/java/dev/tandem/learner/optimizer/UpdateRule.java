package dev.tandem.learner.optimizer;

/** How one parameter follows its gradient; elementwise. */
interface UpdateRule {

  /** Number of moments kept per element. */
  int moments();

  /**
   * Updates a stretch of one parameter in place.
   *
   * @param values the parameter, elements 0 to length
   * @param gradient its gradient, likewise; may be overwritten
   * @param moments per moment, all elements of all parameters
   * @param at the stretch and the step
   */
  void update(float[] values, float[] gradient, float[][] moments, Stretch at);

  /**
   * A stretch of one parameter, at one step.
   *
   * @param offset its first element in the moments
   * @param length number of elements
   * @param step how many updates the parameter has had, this one included
   * @param pace factor of the update
   */
  record Stretch(int offset, int length, long step, double pace) {}
}
