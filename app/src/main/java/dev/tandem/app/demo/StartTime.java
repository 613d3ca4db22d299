package dev.tandem.app.demo;

import dev.tandem.ingest.publish.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Where in event time a run of a feed begins. */
final class StartTime {
  /** Less than the topics keep; enough for 2.4 million clips of a second. */
  static final Duration HISTORY = Duration.ofDays(28);

  /** Between two runs on the same topics, so that no clip of one falls into the other's time. */
  static final Duration GAP = Duration.ofMinutes(1);

  private StartTime() {}

  /**
   * A feed faster than real time starts in the past, or it would have to wait for the clock: its
   * history is replayed as fast as it trains, then it is live. One at a multiple of real time
   * starts now. A later run on the same topics starts behind the newest record.
   *
   * @param chosen by the user; wins
   * @param newest time of any record in the feature topics
   */
  static Instant of(Optional<Instant> chosen, Rate rate, Optional<Instant> newest, Instant now) {
    Instant usual =
        rate instanceof Rate.RealTime ? now : now.minus(HISTORY).truncatedTo(ChronoUnit.SECONDS);
    return chosen.orElseGet(
        () -> newest.map(time -> time.plus(GAP)).filter(usual::isBefore).orElse(usual));
  }
}
