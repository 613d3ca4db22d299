package dev.tandem.ingest.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Stays at most {@code limit} records ahead of a reader. Asks for the backlog only after half of
 * the room that the last answer left was used, so that a fast feed is not held up by asking; once
 * full, waits until half of the limit is free, so that it goes on in runs.
 */
final class TrainedFlow implements FlowControl {
  static final long DEFAULT_LIMIT = 6_000;
  private static final Duration POLL = Duration.ofMillis(100);

  private final Backlog backlog;
  private final long limit;
  private final Clock clock;
  private long allowedUntil;
  private boolean full;
  private Instant nextPoll = Instant.MIN;

  TrainedFlow(Backlog backlog, long limit, Clock clock) {
    this.backlog = backlog;
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public Duration pause(Turn turn) {
    if (!full && turn.records() < allowedUntil) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    if (now.isBefore(nextPoll)) {
      return Duration.between(now, nextPoll);
    }
    nextPoll = now.plus(POLL);
    long room = limit - backlog.records(turn);
    full = room < (full ? limit / 2 : 1);
    allowedUntil = turn.records() + Math.max(1, room / 2);
    return full ? POLL : Duration.ZERO;
  }

  @Override
  public void close() {
    backlog.close();
  }
}
