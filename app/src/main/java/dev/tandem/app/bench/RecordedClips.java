package dev.tandem.app.bench;

import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.StartTime;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.TopicAdmin;
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
 * @param clips in it
 */
record RecordedClips(
    String bootstrapServers, Settings settings, List<String> modalities, long clips) {
  static final int PARTITIONS = 2;

  /** Creates the topics of {@code prefix} and writes {@code clips} of {@code feed} to them. */
  static RecordedClips record(String bootstrapServers, String prefix, String feed, long clips) {
    FeedUri uri = FeedUri.parse(feed);
    try (Feed opened = Feeds.open(uri, 0)) {
      Map<String, String> values = new LinkedHashMap<>(FeedDefaults.of(opened.describe()));
      values.put("topics.prefix", prefix);
      Settings settings = Settings.of(values);
      List<String> modalities = opened.describe().modalityNames();
      create(bootstrapServers, settings, modalities);
      publish(opened, uri, bootstrapServers, settings, clips);
      return new RecordedClips(bootstrapServers, settings, modalities, clips);
    }
  }

  private static void create(String bootstrapServers, Settings settings, List<String> modalities) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicAdmin(admin)
          .create(settings.topics().catalogue(modalities, PARTITIONS), Optional.empty());
    }
  }

  private static void publish(
      Feed feed, FeedUri uri, String bootstrapServers, Settings settings, long clips) {
    Instant start = StartTime.of(Optional.empty(), uri.rate(), Optional.empty(), Instant.now());
    PublisherSettings publishing =
        PublisherSettings.of("bench", start).withTopics(settings.topics()).withMaxClips(clips);
    try (FeedRunner runner =
        FeedRunner.start(feed, uri.rate(), publishing, bootstrapServers, settings.model())) {
      Waiting.until(() -> runner.report().isPresent());
    }
  }

  /** Feature records in it. */
  long records() {
    return clips * modalities.size();
  }
}
