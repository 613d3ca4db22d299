package dev.tandem.app.demo;

import dev.tandem.app.report.TopicCounts;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.settings.AppOptions;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.FeedDescription;
import dev.tandem.schemas.TopicAdmin;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** The topics of a run. */
final class RunTopics {
  private final String bootstrapServers;
  private final Settings settings;
  private final FeedDescription feed;

  RunTopics(String bootstrapServers, Settings settings, FeedDescription feed) {
    this.bootstrapServers = bootstrapServers;
    this.settings = settings;
    this.feed = feed;
  }

  /** Creates what is missing; returns the newest time of any record of an earlier run. */
  Optional<Instant> create() {
    int partitions = settings.app().get(AppOptions.PARTITIONS);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicAdmin(admin)
          .create(settings.topics().catalogue(feed.modalityNames(), partitions), Optional.empty());
      return NewestRecord.time(admin, FeedRunner.topics(settings.topics(), feed));
    }
  }

  TopicCounts count() {
    return TopicCounts.read(bootstrapServers, settings.topics(), feed.modalityNames());
  }
}
