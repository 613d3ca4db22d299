package dev.tandem.trainer.training;

import java.util.List;

/** What the order demands next. */
sealed interface Work {

  /** Predict these clips with the model as it stands. */
  record Predict(List<SequenceEntry> clips) implements Work {}

  /**
   * Train on this batch.
   *
   * @param time the event time up to which everything is then trained
   */
  record Train(List<SequenceEntry> samples, long time) implements Work {}

  /** This clip does not count: it is neither predicted nor trained. */
  record Skip(SequenceEntry clip) implements Work {}

  /** This clip got no label in time. */
  record Discard(SequenceEntry sample) implements Work {}

  /** Nothing was trained for a while of event time: a good moment to publish what there is. */
  record Rest(long time) implements Work {}
}
