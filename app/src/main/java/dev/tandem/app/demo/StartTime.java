package dev.tandem.app.demo;

import dev.tandem.ingest.publish.Rate;
import dev.tandem.trainer.job.JoinSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Where in event time a run of a feed begins. */
public final class StartTime {
  /** Less than the topics keep; enough for 2.4 million clips of a second. */
  static final Duration HISTORY = Duration.ofDays(28);

  private StartTime() {}

  /**
   * Between two runs on the same topics: the end of all streams moves time on by the horizon, and
   * what lies before is late.
   */
  static Duration gap(JoinSettings join) {
    return join.horizon().plus(join.window());
  }

  /**
   * A feed faster than real time starts in the past, or it would have to wait for the clock: its
   * history is replayed as fast as it trains, then it is live. One at a multiple of real time
   * starts now.
   *
   * @param chosen by the user; wins
   * @param earliest where earlier runs on the same topics leave room
   */
  public static Instant of(
      Optional<Instant> chosen, Rate rate, Optional<Instant> earliest, Instant now) {
    Instant usual =
        rate instanceof Rate.RealTime ? now : now.minus(HISTORY).truncatedTo(ChronoUnit.SECONDS);
    return chosen.orElseGet(() -> earliest.filter(usual::isBefore).orElse(usual));
  }
}
