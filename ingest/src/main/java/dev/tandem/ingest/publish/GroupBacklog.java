package dev.tandem.ingest.publish;

import dev.tandem.ingest.FeedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Records between the ends of some topics and the offsets that a consumer group has committed
 * there. A group without a committed offset counts from the first record. Marks count as records.
 */
public final class GroupBacklog implements Backlog {
  private static final long TIMEOUT_SECONDS = 30;

  private final Admin admin;
  private final String group;
  private final List<TopicPartition> partitions;

  private GroupBacklog(Admin admin, String group, List<TopicPartition> partitions) {
    this.admin = admin;
    this.group = group;
    this.partitions = partitions;
  }

  /** Takes over {@code admin} and closes it. The topics must exist. */
  public static GroupBacklog of(Admin admin, String group, List<String> topics) {
    List<TopicPartition> partitions =
        await(admin.describeTopics(topics).allTopicNames()).entrySet().stream()
            .flatMap(
                topic ->
                    topic.getValue().partitions().stream()
                        .map(p -> new TopicPartition(topic.getKey(), p.partition())))
            .toList();
    return new GroupBacklog(admin, group, partitions);
  }

  @Override
  public long records() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(OffsetSpec.latest());
    Map<TopicPartition, ListOffsetsResultInfo> starts =
        committed.keySet().containsAll(partitions) ? Map.of() : offsets(OffsetSpec.earliest());
    return partitions.stream()
        .mapToLong(
            p ->
                ends.get(p).offset()
                    - (committed.get(p) == null
                        ? starts.get(p).offset()
                        : committed.get(p).offset()))
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(OffsetSpec which) {
    return await(
        admin
            .listOffsets(
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
            .all());
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FeedException("interrupted while asking how far training has read", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new FeedException(
          "cannot ask Kafka how far training has read: %s. Check the broker, or use rate=max."
              .formatted(e.getCause() == null ? "no answer in 30 s" : e.getCause().getMessage()),
          e);
    }
  }
}
