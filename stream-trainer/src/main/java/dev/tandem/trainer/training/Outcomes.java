package dev.tandem.trainer.training;

import dev.tandem.learner.StepReport;
import dev.tandem.stream.door.Tally;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.control.Controls.Refusal;
import java.util.SortedMap;

/**
 * The one place where what happens in a trainer is counted: in the totals, which are the model's
 * and are saved with it, and by the output's metrics, which are this process's.
 */
final class Outcomes {
  private final Totals totals;
  private final TrainerOutput output;

  Outcomes(Totals totals, TrainerOutput output) {
    this.totals = totals;
    this.output = output;
  }

  /** A clip was joined or lost; what joined it has its metrics. */
  void joined(ClipOutcome outcome) {
    totals.add(outcome.total(), 1);
  }

  /** A record was not used; who left it out has its metrics. */
  void unused(Tally tally) {
    totals.add(tally.total(), 1);
  }

  /** An operator's word is not obeyed. */
  void refused(Refusal refusal) {
    totals.add(refusal.tally().total(), 1);
    output.refused(refusal);
  }

  /** A joined clip of {@code stream} is skipped, which is how it ends. */
  void skipped(SkipReason reason, String stream) {
    totals.add(reason.total(), 1);
    output.skipped(reason, stream);
    ended(TrainingOutcome.SKIPPED, stream);
  }

  /** A joined clip of {@code stream} has ended. */
  void ended(TrainingOutcome outcome, String stream) {
    totals.add(outcome.total(), 1);
    output.ended(outcome, stream);
  }

  /** A step was taken, or a batch skipped. */
  void stepped(StepReport report, SortedMap<String, HeadTally> heads, double millis) {
    totals.add(report);
    output.stepped(report, heads, millis);
  }
}
