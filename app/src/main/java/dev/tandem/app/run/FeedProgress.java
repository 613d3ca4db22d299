package dev.tandem.app.run;

import dev.tandem.schemas.config.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far a feed that is being published is, and what it waits for, in words. */
public final class FeedProgress {
  /** Standing still for so long, it waits for something. */
  static final Duration QUIET = Duration.ofSeconds(10);

  /** Less is what every clip in real time waits. */
  private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

  private final boolean trained;
  private final Clock clock;
  private long clips;
  private Optional<Instant> clockAwaited = Optional.empty();
  private Instant since;

  /**
   * @param trained whether the feed waits for training
   */
  public FeedProgress(boolean trained, Clock clock) {
    this.trained = trained;
    this.clock = clock;
    this.since = clock.instant();
  }

  /**
   * The feed is there now.
   *
   * @param clockAwaited the time of the wall clock that it waits for
   */
  public synchronized void at(long clips, Optional<Instant> clockAwaited) {
    if (clips != this.clips) {
      since = clock.instant();
    }
    this.clips = clips;
    this.clockAwaited = clockAwaited;
  }

  public synchronized String text() {
    Instant now = clock.instant();
    Optional<Duration> ahead =
        clockAwaited
            .map(time -> Duration.between(now, time))
            .filter(left -> left.compareTo(WORTH_TELLING) > 0);
    String published = "%,d clips published".formatted(clips);
    if (ahead.isPresent()) {
      return "%s; the next is of %s, waiting %s for the wall clock: no record may be from the future"
          .formatted(
              published,
              clockAwaited.get(),
              Durations.format(Duration.ofSeconds(ahead.get().toSeconds())));
    }
    if (clockAwaited.isPresent()) {
      return published + ", in real time";
    }
    boolean still = Duration.between(since, now).compareTo(QUIET) > 0;
    return trained && still
        ? published + "; waiting for training to catch up. Does tandem train run?"
        : published;
  }
}
