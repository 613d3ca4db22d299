package dev.tandem.app.command;

import dev.tandem.app.feeds.FeedsFile;
import dev.tandem.app.feeds.FleetReport;
import dev.tandem.app.feeds.FleetRun;
import dev.tandem.app.feeds.FleetWatch;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.Interruption;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.schemas.log.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Publishes feeds, and opens those that are live again, until they end or the user interrupts. */
record FeedsPublication(
    CommandSpec spec,
    BrokerOptions broker,
    SettingsOptions settings,
    IngestMetricsOptions metrics) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * Runs to the end; what became of each.
   *
   * @param resume behind what Kafka has of each feed that is not live
   */
  FleetReport run(
      FeedsFile feeds, Function<FeedPlan, Feed> opener, boolean resume, Narrator narrator)
      throws IOException {
    return run(feeds, opener, resume, narrator, ClipRecorder.NONE);
  }

  private FleetReport run(
      FeedsFile feeds,
      Function<FeedPlan, Feed> opener,
      boolean resume,
      Narrator narrator,
      ClipRecorder recorder)
      throws IOException {
    Settings read = Settings.of(settings.read(Map.of()));
    Interruption interruption = new Interruption();
    FleetWatch watch = new FleetWatch();
    try {
      narrator.doing("looking for Kafka");
      KafkaConnection kafka = broker.reachable(settings.kafka());
      interruption.listen(PATIENCE);
      FleetRun run = new FleetRun(feeds, opener, read, kafka, narrator, recorder);
      return metrics.during(
          watch::status,
          narrator,
          () ->
              run.run(
                  resume,
                  topics -> TopicNotes.require(spec, kafka, topics),
                  watch::see,
                  interruption));
    } finally {
      interruption.finished();
    }
  }

  /**
   * The same of one feed.
   *
   * @param opened the feed, for the first time; is closed in any case
   * @param recorder keeps what is published
   */
  FleetReport runAlone(FeedPlan feed, Feed opened, Narrator narrator, ClipRecorder recorder)
      throws IOException {
    AtomicReference<Feed> first = new AtomicReference<>(opened);
    try {
      return run(
          FeedsFile.of(feed),
          again -> next(first).orElseGet(again::open),
          false,
          narrator,
          recorder);
    } finally {
      next(first).ifPresent(Feed::close);
    }
  }

  /** What nobody has taken yet. */
  private static Optional<Feed> next(AtomicReference<Feed> first) {
    return Optional.ofNullable(first.getAndSet(null));
  }
}
