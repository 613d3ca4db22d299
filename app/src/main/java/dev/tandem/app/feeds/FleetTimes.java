package dev.tandem.app.feeds;

import dev.tandem.app.run.StartTime;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.Rate;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When the feeds of one process begin: together, as one mark speaks for all of them. Beside a feed
 * in real time the others begin now, too.
 *
 * @param earliest before which nothing may begin, if the log says so
 * @param common begin of all whose user has not chosen one
 */
record FleetTimes(Optional<Instant> earliest, Instant common) {

  static FleetTimes of(List<FeedPlan> plans, Optional<Instant> earliest, Instant now) {
    Rate rate =
        plans.stream().map(FeedPlan::uri).anyMatch(FleetTimes::isInRealTime)
            ? new Rate.Live()
            : plans.get(0).uri().rate();
    return new FleetTimes(earliest, StartTime.of(Optional.empty(), rate, earliest, now));
  }

  private static boolean isInRealTime(FeedUri uri) {
    Rate rate = uri.rate();
    return rate instanceof Rate.Live
        || (rate instanceof Rate.RealTime realTime && realTime.multiple() <= 1);
  }

  /**
   * When a run of {@code plan} begins.
   *
   * @param from when it is, for what is captured
   */
  Instant start(FeedPlan plan, Instant from) {
    return plan.isLive()
        ? StartTime.of(Optional.empty(), plan.uri().rate(), earliest, from)
        : plan.start().orElse(common);
  }

  /**
   * Throws {@link UsageException} where two feeds are so far apart that the jobs would take the one
   * for a feed with a wrong clock.
   */
  void requireNear(List<FeedPlan> plans, Duration maxLeap, Instant now) {
    Comparator<FeedPlan> byStart = Comparator.comparing(plan -> start(plan, now));
    FeedPlan first = plans.stream().min(byStart).orElseThrow();
    FeedPlan last = plans.stream().max(byStart).orElseThrow();
    Duration apart = Duration.between(start(first, now), start(last, now));
    if (apart.compareTo(maxLeap) > 0) {
      throw new UsageException(
          "%s begins at %s and %s at %s; feeds of one process must begin within stream.max-leap, which is %s. Correct their start, or ingest one of them by itself first"
              .formatted(
                  first.stream(),
                  start(first, now),
                  last.stream(),
                  start(last, now),
                  Durations.format(maxLeap)));
    }
  }
}
