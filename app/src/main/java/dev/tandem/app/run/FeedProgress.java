package dev.tandem.app.run;

import dev.tandem.app.view.ProgressBar;
import dev.tandem.schemas.config.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** How far a feed that is being published is, and what it waits for, in words. */
public final class FeedProgress {
  /** Standing still for so long, it waits for something. */
  static final Duration QUIET = Duration.ofSeconds(10);

  /** Less is what every clip in real time waits. */
  private static final Duration WORTH_TELLING = Duration.ofSeconds(2);

  private final boolean trained;
  private final boolean terminal;
  private final Clock clock;
  private final Remaining remaining;
  private long clips;
  private Optional<Instant> clockAwaited = Optional.empty();
  private Instant since;
  private OptionalDouble share = OptionalDouble.empty();
  private Optional<Duration> left = Optional.empty();
  private long dropped;

  /**
   * @param trained whether the feed waits for training
   * @param terminal whether it may be drawn
   */
  public FeedProgress(boolean trained, boolean terminal, Clock clock) {
    this.trained = trained;
    this.terminal = terminal;
    this.clock = clock;
    this.remaining = new Remaining(clock);
    this.since = clock.instant();
  }

  /**
   * So much of the feed is done.
   *
   * @param dropped clips that gave way to newer ones
   */
  public synchronized void at(OptionalDouble share, long dropped) {
    this.share = share;
    this.left = remaining.after(share);
    this.dropped = dropped;
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
    String published = published();
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

  private String published() {
    String done =
        share.isPresent() ? ProgressBar.text(share.getAsDouble(), left, terminal) + "; " : "";
    String lost = dropped == 0 ? "" : ", %,d dropped as Kafka is slow".formatted(dropped);
    return "%s%,d clips published%s".formatted(done, clips, lost);
  }
}
