package dev.tandem.learner.network;

import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;

/**
 * One parameter tensor and its place in the flat buffer.
 *
 * @param name as published, in the style of PyTorch's state dictionaries
 * @param ordinal its number, in the order the network was built
 * @param shape sizes, outermost first
 * @param offset first element in the flat buffer, in floats
 * @param group what it belongs to
 * @param rowsAreClasses whether its outermost size is the number of classes
 * @param learned false for a statistic of batches: passes move it, and no optimizer
 * @param initializer how it starts
 */
public record Parameter(
    String name,
    int ordinal,
    TensorShape shape,
    int offset,
    ParameterGroup group,
    boolean rowsAreClasses,
    boolean learned,
    Initializer initializer) {

  /** Number of elements. */
  public int size() {
    return shape.elements();
  }
}
