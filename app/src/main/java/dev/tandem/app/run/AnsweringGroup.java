package dev.tandem.app.run;

import dev.tandem.schemas.config.ConfigException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The consumer group that answers clips, as the brokers know it.
 *
 * @param members who answer now
 */
record AnsweringGroup(String name, int members, Map<TopicPartition, OffsetAndMetadata> offsets) {

  static AnsweringGroup of(Admin admin, String name) {
    try {
      return new AnsweringGroup(
          name,
          members(admin, name),
          admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get());
    } catch (ExecutionException e) {
      throw new KafkaException("the Kafka cluster does not describe its groups", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while waiting for the Kafka cluster", e);
    }
  }

  private static int members(Admin admin, String name)
      throws ExecutionException, InterruptedException {
    try {
      ConsumerGroupDescription description =
          admin.describeConsumerGroups(List.of(name)).describedGroups().get(name).get();
      return description.members().size();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }

  /** Throws {@link ConfigException} where consumers answer: each clip would be answered twice. */
  void requireNoMembers() {
    if (members > 0) {
      throw new ConfigException(
          "%d consumers of group %s answer clips; stop tandem serve first, or choose another serving.group"
              .formatted(members, name));
    }
  }

  /** Behind the last answered clip of each partition of {@code topic}. */
  Map<Integer, Long> positions(String topic) {
    Map<Integer, Long> positions = new TreeMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(topic) && offset != null) {
            positions.put(partition.partition(), offset.offset());
          }
        });
    return positions;
  }
}
