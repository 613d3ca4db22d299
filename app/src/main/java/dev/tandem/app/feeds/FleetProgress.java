package dev.tandem.app.feeds;

import dev.tandem.app.run.Remaining;
import dev.tandem.app.view.ProgressBar;
import dev.tandem.ingest.fleet.FeedState;
import dev.tandem.ingest.fleet.FeedStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** How far several feeds are, in one line: the mean of those that end, and the longest rest. */
final class FleetProgress {
  private final boolean terminal;
  private final Clock clock;
  private final Map<String, Remaining> remaining = new HashMap<>();

  FleetProgress(boolean terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  synchronized String text(List<FeedStatus> feeds) {
    List<String> parts = new ArrayList<>();
    done(feeds).ifPresent(parts::add);
    parts.add("%,d clips published".formatted(clips(feeds)));
    long dropped = feeds.stream().mapToLong(feed -> feed.published().gaveWay()).sum();
    if (dropped > 0) {
      parts.add("%,d dropped as Kafka is slow".formatted(dropped));
    }
    parts.add(states(feeds));
    return String.join("; ", parts);
  }

  private static long clips(List<FeedStatus> feeds) {
    return feeds.stream().mapToLong(feed -> feed.published().clips()).sum();
  }

  private Optional<String> done(List<FeedStatus> feeds) {
    List<Double> shares = new ArrayList<>();
    Optional<Duration> longest = Optional.empty();
    for (FeedStatus feed : feeds) {
      OptionalDouble share = share(feed);
      share.ifPresent(shares::add);
      Optional<Duration> left =
          remaining
              .computeIfAbsent(feed.plan().stream(), stream -> new Remaining(clock))
              .after(share);
      if (left.isPresent() && longest.filter(time -> time.compareTo(left.get()) > 0).isEmpty()) {
        longest = left;
      }
    }
    Optional<Duration> rest = longest;
    return shares.stream().mapToDouble(Double::doubleValue).average().stream()
        .mapToObj(mean -> ProgressBar.text(mean, rest, terminal))
        .findFirst();
  }

  /**
   * Of its clips where they are counted, of its media otherwise; a live feed that ended is none.
   */
  private static OptionalDouble share(FeedStatus feed) {
    if (feed.plan().clips().isPresent() && !feed.state().isFinal()) {
      double clips = (double) feed.published().clips() / feed.plan().clips().getAsLong();
      return OptionalDouble.of(Math.min(1, Math.max(clips, feed.share().orElse(0))));
    }
    return feed.state() == FeedState.FAILED ? OptionalDouble.empty() : feed.share();
  }

  private static String states(List<FeedStatus> feeds) {
    List<String> counts = new ArrayList<>();
    for (FeedState state : FeedState.values()) {
      long count = feeds.stream().filter(feed -> feed.state() == state).count();
      if (count > 0) {
        counts.add("%d %s".formatted(count, word(state)));
      }
    }
    return "feeds: " + String.join(", ", counts);
  }

  private static String word(FeedState state) {
    return switch (state) {
      case OPENING -> "being opened";
      case OPEN -> "open";
      case PUBLISHING -> "publishing";
      case WAITING -> "away";
      case ENDED -> "ended";
      case FAILED -> "failed";
    };
  }
}
