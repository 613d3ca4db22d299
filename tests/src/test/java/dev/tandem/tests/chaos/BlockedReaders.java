package dev.tandem.tests.chaos;

import dev.tandem.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long readers of committed records were kept from what lies on the models and predictions
 * topics, by an open transaction or by a broker that is away.
 */
final class BlockedReaders implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** Where a reader stands that cannot go on, since when. */
  private record Block(long end, Instant since) {}

  private final KafkaConsumer<byte[], byte[]> committed;
  private final KafkaConsumer<byte[], byte[]> all;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Block> blocks = new HashMap<>();

  /** Ends of what lay there, and of what readers saw of it, when this last looked. */
  private Map<TopicPartition, Long> there = Map.of();

  private Map<TopicPartition, Long> seen = Map.of();
  private Duration longest = Duration.ZERO;
  private Instant looked = Instant.EPOCH;

  BlockedReaders(String bootstrapServers) {
    committed = open(bootstrapServers, "read_committed");
    all = open(bootstrapServers, "read_uncommitted");
    partitions =
        List.of(Topics.standard().models(), Topics.standard().predictions()).stream()
            .flatMap(topic -> all.partitionsFor(topic).stream())
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
  }

  private static KafkaConsumer<byte[], byte[]> open(String bootstrapServers, String isolation) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /** Looks, if it has not just done so. */
  void poll() {
    Instant now = Instant.now();
    if (now.isBefore(looked.plus(EVERY))) {
      return;
    }
    looked = now;
    try {
      there = all.endOffsets(partitions, ANSWER);
      seen = committed.endOffsets(partitions, ANSWER);
      partitions.forEach(partition -> look(partition, there.get(partition), seen.get(partition)));
    } catch (TimeoutException away) {
      blocks.values().forEach(block -> measure(block, Instant.now()));
    }
  }

  private void look(TopicPartition partition, long there, long seen) {
    Instant now = Instant.now();
    Block block = blocks.get(partition);
    if (block != null) {
      measure(block, now);
    }
    if (seen >= there) {
      blocks.remove(partition);
    } else if (block == null || block.end() < seen) {
      blocks.put(partition, new Block(seen, now));
    }
  }

  private void measure(Block block, Instant now) {
    Duration blocked = Duration.between(block.since(), now);
    longest = blocked.compareTo(longest) > 0 ? blocked : longest;
  }

  /** What lies there, as far as this knows. */
  Map<TopicPartition, Long> ends() {
    return there;
  }

  /** Whether readers have come that far. */
  boolean havePassed(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> seen.get(end.getKey()) >= end.getValue());
  }

  /** The longest that a reader stood still before records since this was asked last. */
  Duration longest() {
    Duration since = longest;
    longest = Duration.ZERO;
    return since;
  }

  @Override
  public void close() {
    committed.close();
    all.close();
  }
}
