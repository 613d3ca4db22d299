package dev.tandem.trainer.labels;

import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.Tally;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipOutcome;
import java.util.Optional;

/** What the trainer is told. */
public sealed interface TrainerInput {

  /** A clip, at its ready time, to be predicted and kept until its verdict. */
  record Candidate(JoinedClip clip) implements TrainerInput {}

  /**
   * What became of a candidate's label.
   *
   * @param readyTime the later of the clip's ready time and the label's time; without a label, when
   *     that was certain
   * @param label empty where no label came in time
   */
  record Verdict(String clipId, long readyTime, Optional<LabelValue> label)
      implements TrainerInput {}

  /** A clip that was lost before it could be a candidate. */
  record Lost(ClipOutcome outcome) implements TrainerInput {}

  /** A record of the control topic, whatever it is. */
  record Control(RawRecord raw) implements TrainerInput {}

  /** A record that was not used. */
  record Unused(Tally tally) implements TrainerInput {}
}
