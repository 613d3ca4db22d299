package dev.tandem.app.feeds;

import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.FeedTopics;
import dev.tandem.app.run.LogEnd;
import dev.tandem.app.run.StartTime;
import dev.tandem.app.run.StreamPosition;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.settings.JoinSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How each of several feeds is published.
 *
 * @param firstClips by stream; of those that go on
 */
record FleetSettings(Settings settings, FleetTimes times, Map<String, Long> firstClips) {

  /**
   * Throws {@link dev.tandem.schemas.UsageException} where the feeds cannot be published together.
   *
   * @param modalities of all of them
   */
  static FleetSettings of(
      List<FeedPlan> plans,
      List<String> modalities,
      Collection<FeedDescription> open,
      Settings settings,
      KafkaConnection kafka) {
    List<String> topics = new ArrayList<>();
    modalities.forEach(modality -> topics.add(settings.topics().features(modality)));
    topics.add(settings.topics().labels());
    JoinSettings join = JoinSettings.of(FeedDefaults.join(settings, open).trainer());
    Optional<Instant> earliest = StartTime.earliest(LogEnd.of(kafka, topics, join), join);
    Instant now = Instant.now();
    FleetTimes times = FleetTimes.of(plans, earliest, now);
    times.requireNear(plans, join.maxLeap(), now);
    return new FleetSettings(settings, times, Map.of());
  }

  /** Those that are not live behind what Kafka has of them. */
  FleetSettings resumed(Map<FeedPlan, FeedDescription> open, KafkaConnection kafka) {
    Map<String, Long> first = new HashMap<>();
    open.forEach(
        (plan, feed) -> {
          if (!plan.isLive()) {
            List<String> topics = FeedRunner.topics(settings.topics(), feed);
            long done = StreamPosition.resume(kafka, topics, plan.stream());
            first.put(plan.stream(), Math.min(done, plan.clips().orElse(Long.MAX_VALUE) - 1));
          }
        });
    return new FleetSettings(settings, times, Map.copyOf(first));
  }

  /** Throws {@link dev.tandem.schemas.UnfitTopicsException} where the topics would not keep one. */
  void requireKept(Map<FeedPlan, FeedDescription> open, KafkaConnection kafka) {
    Instant now = Instant.now();
    open.forEach((plan, feed) -> FeedTopics.requireKept(kafka, of(plan, now), feed, now));
  }

  /**
   * Of a run of {@code plan}.
   *
   * @param from when it is, for what is captured
   */
  PublisherSettings of(FeedPlan plan, Instant from) {
    long first = firstClips.getOrDefault(plan.stream(), 0L);
    return PublisherSettings.of(plan.stream(), times.start(plan, from))
        .withTopics(settings.topics())
        .withLabelDelay(plan.uri().labelDelay())
        .withDelivery(plan.uri().delivery())
        .withFirstClip(first)
        .withMaxClips(plan.clips().orElse(Long.MAX_VALUE) - first);
  }
}
