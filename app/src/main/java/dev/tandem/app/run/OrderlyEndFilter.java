package dev.tandem.app.run;

import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/**
 * Keeps back what Flink warns of where a job ends while a checkpoint is due or on its way: the
 * savepoint of the stop takes its place. Checkpoints that fail for any other reason pass.
 */
final class OrderlyEndFilter extends AbstractFilter {
  private static final Set<CheckpointFailureReason> ENDS =
      EnumSet.of(
          CheckpointFailureReason.PERIODIC_SCHEDULER_SHUTDOWN,
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND,
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SHUTDOWN);

  OrderlyEndFilter() {
    super(Filter.Result.DENY, Filter.Result.NEUTRAL);
  }

  @Override
  public Result filter(LogEvent event) {
    return event.getThrown() instanceof CheckpointException failed
            && ENDS.contains(failed.getCheckpointFailureReason())
        ? onMatch
        : onMismatch;
  }
}
