package dev.tandem.app.run;

import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/**
 * Keeps back what Flink says where a job ends while a checkpoint is due or on its way: the
 * savepoint of the stop takes its place. Checkpoints that fail for any other reason pass.
 */
final class OrderlyEndFilter extends AbstractFilter {
  private static final Set<CheckpointFailureReason> ENDS =
      EnumSet.of(
          CheckpointFailureReason.PERIODIC_SCHEDULER_SHUTDOWN,
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND,
          CheckpointFailureReason.CHECKPOINT_COORDINATOR_SHUTDOWN);

  /** Of a coordinator that is told to give up a checkpoint of which it has not heard yet. */
  private static final String NOT_BEGUN = "Trying to open gateway for unseen checkpoint";

  OrderlyEndFilter() {
    super(Filter.Result.DENY, Filter.Result.NEUTRAL);
  }

  @Override
  public Result filter(LogEvent event) {
    return isEnd(event.getThrown()) ? onMatch : onMismatch;
  }

  private static boolean isEnd(Throwable thrown) {
    if (thrown instanceof CheckpointException failed) {
      return ENDS.contains(failed.getCheckpointFailureReason());
    }
    return thrown instanceof IllegalStateException
        && String.valueOf(thrown.getMessage()).startsWith(NOT_BEGUN);
  }
}
