package dev.tandem.trainer.labels;

import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.Label;
import java.io.Serializable;
import java.util.List;

/** What labels may say, and a model answers with. */
public sealed interface LabelSpace extends Serializable permits Vocabulary, Targets {

  Task task();

  /** Names of the outputs that a model begins with, in their order. */
  List<String> names();

  /** How many outputs a model may come to have. */
  int most();

  /** Whether a model may come to have more outputs than it begins with. */
  default boolean grows() {
    return most() > names().size();
  }

  /**
   * What a label says.
   *
   * @throws IllegalArgumentException if it says nothing that it may
   */
  LabelValue read(Label label);

  /**
   * Names of the outputs of a model that was saved with these.
   *
   * @throws IllegalArgumentException if it cannot have begun with this label space
   */
  List<String> restored(List<String> saved);
}
