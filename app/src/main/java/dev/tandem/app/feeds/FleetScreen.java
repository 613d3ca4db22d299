package dev.tandem.app.feeds;

import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.PublishedNews;
import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.fleet.FleetNews;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.schemas.config.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Says what happens to feeds, and keeps what they lack in the end. */
final class FleetScreen implements FleetNews {
  private final Narrator narrator;
  private final boolean alone;
  private final Map<String, String> shortfalls = new ConcurrentHashMap<>();
  private final Map<String, Long> publishedBefore = new ConcurrentHashMap<>();

  /**
   * @param alone whether there is one feed only
   */
  FleetScreen(Narrator narrator, boolean alone) {
    this.narrator = narrator;
    this.alone = alone;
  }

  /** So many clips of {@code stream} are from an earlier run. */
  void publishedBefore(String stream, long clips) {
    publishedBefore.put(stream, clips);
    narrator.say("stream %s goes on with clip %d", stream, clips);
  }

  /** What {@code stream} lacks though it ended by itself. */
  Optional<String> shortfall(String stream) {
    return Optional.ofNullable(shortfalls.get(stream));
  }

  @Override
  public void failed(FeedPlan feed, String reason, Optional<Duration> again) {
    String next =
        again
            .map(pause -> "it is opened again in %s".formatted(Durations.format(pause)))
            .orElse("it has failed for good");
    String others = alone ? "" : ", the others go on";
    narrator.say("%s: %s; %s%s", feed.stream(), stripped(reason), next, others);
  }

  private static String stripped(String reason) {
    return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
  }

  @Override
  public void back(FeedPlan feed, long failures) {
    narrator.say("%s: it is back; it has failed %d times so far", feed.stream(), failures);
  }

  @Override
  public void ended(FeedPlan feed, PublishedReport report) {
    PublishedNews.tell(report, narrator);
    OptionalLong wanted =
        feed.clips().isPresent()
            ? OptionalLong.of(
                feed.clips().getAsLong() - publishedBefore.getOrDefault(feed.stream(), 0L))
            : OptionalLong.empty();
    FeedRunner.shortfall(feed.uri(), report, wanted)
        .filter(missing -> !feed.isLive())
        .ifPresent(
            missing -> {
              shortfalls.put(feed.stream(), missing);
              narrator.say("%s: %s", feed.stream(), missing);
            });
  }
}
