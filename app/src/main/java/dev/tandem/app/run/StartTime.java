package dev.tandem.app.run;

import dev.tandem.ingest.feed.Rate;
import dev.tandem.trainer.settings.JoinSettings;
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
   * The earliest time at which a new stream is not late: beside live ones, theirs; behind ended
   * ones, whose end moves time on by the horizon, beyond that.
   */
  public static Optional<Instant> earliest(Optional<LogEnd> log, JoinSettings join) {
    return log.map(end -> end.live() ? end.newest() : end.newest().plus(gap(join)));
  }

  private static Duration gap(JoinSettings join) {
    return join.horizon().plus(join.window());
  }

  /**
   * A feed faster than real time starts in the past, or it would have to wait for the clock: its
   * history is replayed as fast as it trains, then it is live. One in real time, or slower, starts
   * now.
   *
   * @param chosen by the user; wins
   * @param earliest where earlier runs on the same topics leave room
   */
  public static Instant of(
      Optional<Instant> chosen, Rate rate, Optional<Instant> earliest, Instant now) {
    boolean live =
        rate instanceof Rate.Live
            || (rate instanceof Rate.RealTime realTime && realTime.multiple() <= 1);
    Instant usual = live ? now : now.minus(HISTORY).truncatedTo(ChronoUnit.SECONDS);
    return chosen.orElseGet(() -> earliest.filter(usual::isBefore).orElse(usual));
  }
}
