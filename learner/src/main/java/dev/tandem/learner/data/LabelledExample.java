package dev.tandem.learner.data;

import java.util.List;

/**
 * An example whose class or targets are known.
 *
 * @param example the features
 * @param label ordinal of the class, from 0; −1 where there are targets
 * @param targets continuous targets, in the order of the outputs; empty where there is a class
 */
public record LabelledExample(Example example, int label, List<Float> targets) {

  public LabelledExample {
    targets = List.copyOf(targets);
  }

  /** An example of a class. */
  public LabelledExample(Example example, int label) {
    this(example, label, List.of());
  }

  /** An example with continuous targets. */
  public LabelledExample(Example example, List<Float> targets) {
    this(example, -1, targets);
  }
}
