package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.logging.log4j.core.Filter.Result;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderlyEndFilterTest {
  private static final String ENDS =
      "PERIODIC_SCHEDULER_SHUTDOWN|CHECKPOINT_COORDINATOR_SUSPEND|CHECKPOINT_COORDINATOR_SHUTDOWN";

  private final OrderlyEndFilter filter = new OrderlyEndFilter();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ENDS)
  void shouldKeepBackThatTheEndOfAJobTakesACheckpoint(CheckpointFailureReason reason) {
    assertThat(filter.filter(event(new CheckpointException(reason)))).isEqualTo(Result.DENY);
  }

  @Test
  void shouldKeepBackThatACheckpointEndsBeforeItBegins() {
    String message =
        "Trying to open gateway for unseen checkpoint: latest known checkpoint = 89, incoming checkpoint = 90";

    assertThat(filter.filter(event(new IllegalStateException(message)))).isEqualTo(Result.DENY);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ENDS)
  void shouldTellEveryOtherFailure(CheckpointFailureReason reason) {
    assertThat(filter.filter(event(new CheckpointException(reason)))).isEqualTo(Result.NEUTRAL);
  }

  @Test
  void shouldTellWhatHasNoCause() {
    assertThat(filter.filter(event(null))).isEqualTo(Result.NEUTRAL);
    assertThat(filter.filter(event(new IllegalStateException()))).isEqualTo(Result.NEUTRAL);
  }

  private static LogEvent event(Throwable thrown) {
    return Log4jLogEvent.newBuilder().setThrown(thrown).build();
  }
}
