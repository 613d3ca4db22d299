package dev.tandem.app.demo;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The latest time of any record in some topics. */
final class NewestRecord {
  private NewestRecord() {}

  /** Empty where the topics hold no record. */
  static Optional<Instant> time(Admin admin, Collection<String> topics) {
    try {
      Map<TopicPartition, OffsetSpec> wanted =
          admin.describeTopics(topics).allTopicNames().get().values().stream()
              .flatMap((TopicDescription topic) -> partitions(topic).stream())
              .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.maxTimestamp()));
      return admin.listOffsets(wanted).all().get().values().stream()
          .map(ListOffsetsResultInfo::timestamp)
          .filter(timestamp -> timestamp >= 0)
          .max(Long::compare)
          .map(Instant::ofEpochMilli);
    } catch (ExecutionException e) {
      throw new KafkaException("cannot find the newest record of " + topics, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while finding the newest record", e);
    }
  }

  private static List<TopicPartition> partitions(TopicDescription topic) {
    return topic.partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }
}
