package dev.tandem.ingest.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A multiple of real time, counted from the first turn. */
final class RealTimeFlow implements FlowControl {
  private static final double NANOS = 1e9;

  private final double multiple;
  private final Clock clock;
  private Optional<Instant> begin = Optional.empty();

  RealTimeFlow(double multiple, Clock clock) {
    this.multiple = multiple;
    this.clock = clock;
  }

  @Override
  public Duration pause(Turn turn) {
    Instant now = clock.instant();
    if (begin.isEmpty()) {
      begin = Optional.of(now);
    }
    double seconds = turn.elapsed().toNanos() / NANOS / multiple;
    Instant due = begin.get().plusNanos((long) (seconds * NANOS));
    return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
  }
}
