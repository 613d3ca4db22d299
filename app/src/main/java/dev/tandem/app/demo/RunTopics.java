package dev.tandem.app.demo;

import dev.tandem.app.report.StepReader;
import dev.tandem.app.report.TopicCounts;
import dev.tandem.app.report.TrainedSteps;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.FeedTopics;
import dev.tandem.app.run.LogEnd;
import dev.tandem.app.settings.AppOptions;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicCheck;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.settings.JoinSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The topics of a run. */
final class RunTopics {
  private final KafkaConnection kafka;
  private final Settings settings;
  private final FeedDescription feed;

  RunTopics(KafkaConnection kafka, Settings settings, FeedDescription feed) {
    this.kafka = kafka;
    this.settings = settings;
    this.feed = feed;
  }

  KafkaConnection kafka() {
    return kafka;
  }

  /** Creates what is missing; throws where what is there, of earlier runs, cannot be used. */
  void create() {
    int partitions = settings.app().get(AppOptions.PARTITIONS);
    List<TopicSpec> wanted =
        settings.topics().catalogue(feed.modalityNames(), partitions).stream()
            .map(spec -> spec.without("retention.bytes")) // the demo's own broker has a bound
            .toList();
    try (TopicAdmin admin = TopicAdmin.connect(kafka)) {
      TopicCheck.requireUsable(admin, wanted);
      admin.create(wanted, Optional.empty());
    }
  }

  /** Throws where the run's clips would be dropped at once. */
  void requireKept(PublisherSettings publishing) {
    FeedTopics.requireKept(kafka, publishing, feed, Instant.now());
  }

  /** How far feeds have come; empty where there is no record. */
  Optional<LogEnd> logEnd() {
    return LogEnd.of(
        kafka, FeedRunner.topics(settings.topics(), feed), JoinSettings.of(settings.trainer()));
  }

  /** Ends a stream that its feed did not end. */
  void endStream(String stream, Instant time) {
    AbandonedStream.end(kafka, stream, FeedRunner.topics(settings.topics(), feed), time);
  }

  /** Where the clips end for a reader of committed records. */
  Map<TopicPartition, Long> endOfClips() {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      return log.ends(log.partitions(settings.topics().clips()));
    }
  }

  long predictions() {
    return TopicCounts.predictions(kafka, settings.topics());
  }

  /** Every training step that the topic holds. */
  TrainedSteps steps() {
    return StepReader.of(kafka, settings.topics().training(), settings.model());
  }

  TopicCounts count() {
    return TopicCounts.read(kafka, settings.topics(), feed.modalityNames());
  }
}
