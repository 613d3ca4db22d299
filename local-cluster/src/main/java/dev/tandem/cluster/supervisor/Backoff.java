package dev.tandem.cluster.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When to start a process again: at once, unless it keeps dying young. */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(200);
  static final Duration MOST = Duration.ofSeconds(15);

  /** Having lived as long, a process was well. */
  static final Duration WELL = Duration.ofSeconds(30);

  private Duration wait = Duration.ZERO;
  private Optional<Instant> started = Optional.empty();
  private Optional<Instant> due = Optional.empty();

  void started(Instant now) {
    started = Optional.of(now);
    due = Optional.empty();
  }

  /** Whether the process, which is not there at {@code now}, is to be started. */
  boolean isDue(Instant now) {
    if (due.isEmpty()) {
      wait = started.map(then -> next(Duration.between(then, now))).orElse(Duration.ZERO);
      due = Optional.of(now.plus(wait));
    }
    return !now.isBefore(due.get());
  }

  private Duration next(Duration lived) {
    if (wait.isZero() || lived.compareTo(WELL) >= 0) {
      return FIRST;
    }
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(MOST) > 0 ? MOST : twice;
  }
}
