package dev.tandem.learner.optimizer;

import java.util.function.Consumer;

/** How one parameter follows its gradient; elementwise. */
interface UpdateRule {

  /** Number of moments kept per element, at most 2. */
  int moments();

  /** What one parameter's step does to each of its blocks: values and moments, in place. */
  Consumer<Block> onBlocks(Step step);

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
