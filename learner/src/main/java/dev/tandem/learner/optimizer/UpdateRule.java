package dev.tandem.learner.optimizer;

/** How one parameter follows its gradient; elementwise. */
interface UpdateRule {

  /** Number of moments kept per element, at most 2. */
  int moments();

  /** Updates a block in place: values and moments. */
  void update(Block block, Step step);

  /** The same by operations on whole tensors. */
  void update(Stretch stretch, Step step);

  /**
   * One parameter's step.
   *
   * @param count how many updates the parameter has had, this one included
   * @param rate learning rate of this step
   * @param pace factor of the update; not of decoupled weight decay
   */
  record Step(long count, double rate, double pace) {}
}
