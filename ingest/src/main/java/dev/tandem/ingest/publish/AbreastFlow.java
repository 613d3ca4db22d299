package dev.tandem.ingest.publish;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a stream near the slowest one of its gateway: readers hold what is ahead of it until it has
 * come so far.
 */
final class AbreastFlow implements FlowControl {
  /** Of event time. */
  static final Duration LEAD = Duration.ofMinutes(1);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Gateway gateway;
  private final FlowControl flow;

  AbreastFlow(Gateway gateway, FlowControl flow) {
    this.gateway = gateway;
    this.flow = flow;
  }

  @Override
  public Duration pause(Turn turn) {
    Duration pause = flow.pause(turn);
    return pause.isZero() && isFarAhead(turn) ? POLL : pause;
  }

  /** Of clips that lie further apart than the lead, one may always go. */
  private boolean isFarAhead(Turn turn) {
    long next = turn.firstClip() + turn.clips();
    Instant begin = turn.times().begin(next);
    Duration lead = LEAD.plus(turn.times().hop(next));
    return gateway.slowest().filter(slowest -> begin.isAfter(slowest.plus(lead))).isPresent();
  }

  @Override
  public void close() {
    flow.close();
  }
}
