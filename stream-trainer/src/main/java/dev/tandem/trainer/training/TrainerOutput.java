package dev.tandem.trainer.training;

import dev.tandem.learner.StepReport;
import dev.tandem.schemas.ModelKey;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.control.Controls.Refusal;
import java.util.SortedMap;

/** Where a model's words go. */
interface TrainerOutput {
  /** Records of a version; those of one call to the trainer end up in one transaction. */
  void model(OutRecord record);

  /** A version that Kafka had dropped is written again. */
  void republished(ModelKey version);

  void training(OutRecord record);

  /** A joined clip of {@code stream} has ended; for metrics. */
  void ended(TrainingOutcome outcome, String stream);

  /** A joined clip of {@code stream} is skipped, before it ends; for metrics. */
  void skipped(SkipReason reason, String stream);

  /** An operator's word is not obeyed. */
  void refused(Refusal refusal);

  /** A step was taken; for metrics. */
  void stepped(StepReport report, SortedMap<String, HeadTally> heads, double millis);
}
