package dev.tandem.app.bench;

import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.StartTime;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * A log of clips under a topic prefix of its own.
 *
 * @param settings of jobs that read it
 * @param modalities of its feature topics
 * @param partitions of each of them
 * @param clips in it
 */
record RecordedClips(
    KafkaConnection kafka, Settings settings, List<String> modalities, int partitions, long clips) {
  static final String PREFIX = "topics.prefix";

  private static final int PARTITIONS = 2;

  /** Creates the topics of {@code prefix} and writes {@code clips} of {@code feed} to them. */
  static RecordedClips record(KafkaConnection kafka, String prefix, String feed, long clips) {
    FeedUri uri = Feeds.parse(feed);
    try (Feed opened = Feeds.open(uri, 0)) {
      RecordedClips log =
          create(kafka, Map.of(PREFIX, prefix), opened.describe(), PARTITIONS, clips);
      publish(opened, uri, kafka, log.settings(), clips);
      return log;
    }
  }

  /**
   * Creates topics for clips of {@code feed}; the caller writes them.
   *
   * @param changes to the settings that follow from the feed; with the topics' prefix
   */
  static RecordedClips create(
      KafkaConnection kafka,
      Map<String, String> changes,
      FeedDescription feed,
      int partitions,
      long clips) {
    Map<String, String> values = new LinkedHashMap<>(FeedDefaults.of(feed));
    values.putAll(changes);
    Settings settings = Settings.of(values);
    List<String> modalities = feed.modalityNames();
    try (Admin admin = kafka.admin()) {
      new TopicAdmin(admin)
          .create(settings.topics().catalogue(modalities, partitions), Optional.empty());
    }
    return new RecordedClips(kafka, settings, modalities, partitions, clips);
  }

  private static void publish(
      Feed feed, FeedUri uri, KafkaConnection kafka, Settings settings, long clips) {
    Instant start = StartTime.of(Optional.empty(), uri.rate(), Optional.empty(), Instant.now());
    PublisherSettings publishing =
        PublisherSettings.of("bench", start).withTopics(settings.topics()).withMaxClips(clips);
    try (FeedRunner runner =
        FeedRunner.start(feed, uri.rate(), publishing, kafka, settings.model())) {
      Waiting.until(() -> runner.report().isPresent());
    }
  }

  /** Feature records in it. */
  long records() {
    return clips * modalities.size();
  }
}
