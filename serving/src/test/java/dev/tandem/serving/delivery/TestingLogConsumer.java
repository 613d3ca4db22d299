package dev.tandem.serving.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A MockConsumer of one partition whose records stay where they are, so that it can go back, and
 * which has a time index; beside it an empty topic {@code control}. Records behind {@link #show}
 * are not visible, as in an open transaction.
 */
final class TestingLogConsumer extends MockConsumer<byte[], byte[]> {
  static final TopicPartition PARTITION = new TopicPartition("log", 0);
  private static final TopicPartition CONTROL = new TopicPartition("control", 0);

  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
  private int visible;
  private int read;

  TestingLogConsumer() {
    super("earliest");
  }

  void createTopic() {
    PartitionInfo info = new PartitionInfo("log", 0, Node.noNode(), new Node[0], new Node[0]);
    updatePartitions("log", List.of(info));
    updatePartitions(
        "control",
        List.of(new PartitionInfo("control", 0, Node.noNode(), new Node[0], new Node[0])));
    updateBeginningOffsets(Map.of(CONTROL, 0L));
  }

  /** Writes a record that is not visible yet. */
  void write(String key, Instant time) {
    log.add(
        new ConsumerRecord<>(
            "log",
            0,
            log.size(),
            time.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            key.getBytes(StandardCharsets.UTF_8),
            new byte[0],
            new RecordHeaders(),
            Optional.empty()));
  }

  /** Makes everything written so far visible. */
  void show() {
    visible = log.size();
  }

  /** How many records were given out. */
  int read() {
    return read;
  }

  @Override
  public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    List<ConsumerRecord<byte[], byte[]>> records =
        List.copyOf(log.subList((int) position(PARTITION), visible));
    read += records.size();
    seek(PARTITION, visible);
    return records.isEmpty()
        ? ConsumerRecords.empty()
        : new ConsumerRecords<>(Map.of(PARTITION, records), Map.of());
  }

  @Override
  public synchronized Map<TopicPartition, Long> beginningOffsets(
      Collection<TopicPartition> partitions) {
    return of(partitions, partition -> 0L);
  }

  @Override
  public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
    return of(partitions, partition -> partition.equals(PARTITION) ? visible : 0L);
  }

  @Override
  public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
      Map<TopicPartition, Long> times) {
    return log.subList(0, visible).stream()
        .filter(record -> record.timestamp() >= times.get(PARTITION))
        .findFirst()
        .map(first -> new OffsetAndTimestamp(first.offset(), first.timestamp()))
        .map(found -> Map.of(PARTITION, found))
        .orElse(Map.of());
  }

  private static Map<TopicPartition, Long> of(
      Collection<TopicPartition> partitions, Function<TopicPartition, Long> offset) {
    return partitions.stream().collect(Collectors.toMap(Function.identity(), offset));
  }
}
