package dev.tandem.app.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** How long the rest of something takes, if it goes on as it went. Used by one thread at a time. */
public final class Remaining {
  /** Before that, what it took says little of the rest. */
  static final Duration WARM_UP = Duration.ofSeconds(5);

  private final Clock clock;
  private Optional<Instant> since = Optional.empty();
  private double from;

  public Remaining(Clock clock) {
    this.clock = clock;
  }

  /**
   * From now to the end, in whole seconds; empty where nobody can know yet.
   *
   * @param share that is done, 0 to 1
   */
  public Optional<Duration> after(OptionalDouble share) {
    if (share.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (since.isEmpty()) {
      since = Optional.of(now);
      from = share.getAsDouble();
    }
    Duration took = Duration.between(since.get(), now);
    double done = share.getAsDouble() - from;
    if (took.compareTo(WARM_UP) < 0 || done <= 0) {
      return Optional.empty();
    }
    double seconds = took.toMillis() / 1e3 * (1 - share.getAsDouble()) / done;
    return Optional.of(Duration.ofSeconds(Math.round(seconds)));
  }
}
