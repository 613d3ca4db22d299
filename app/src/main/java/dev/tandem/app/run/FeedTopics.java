package dev.tandem.app.run;

import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Instant;

/** Whether what a feed is about to write would stay. */
public final class FeedTopics {
  private FeedTopics() {}

  /**
   * Returns where every topic takes and keeps the run's first clip, and so all that come after it:
   * none is written before its time.
   *
   * @throws dev.tandem.schemas.UnfitTopicsException naming the topic's setting, and nothing was
   *     written
   */
  public static void requireKept(
      KafkaConnection kafka, PublisherSettings settings, FeedDescription feed, Instant now) {
    Instant first = settings.start().plus(feed.placement().begin(settings.firstClip()));
    if (first.isBefore(now)) {
      try (TopicAdmin admin = TopicAdmin.connect(kafka)) {
        admin
            .keptTimes(FeedRunner.topics(settings.topics(), feed))
            .forEach(topic -> topic.require(first, now));
      }
    }
  }
}
