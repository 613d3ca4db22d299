package dev.tandem.stream.door;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets a source's position come past markers of transactions and past what was aborted, as that of
 * Kafka's client does. Flink's own is one behind the last record: what follows would count as
 * unread, and as lost once retention has taken it.
 */
public final class MarkerSkip implements ConsumerInterceptor<byte[], byte[]> {
  /**
   * Stands at the last offset that holds nothing to read; {@link RawRecordDeserializer} drops it.
   */
  static final class Skipped extends ConsumerRecord<byte[], byte[]> {
    Skipped(TopicPartition partition, long offset) {
      super(partition.topic(), partition.partition(), offset, null, null);
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> read) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    read.nextOffsets()
        .forEach(
            (partition, next) ->
                records.put(partition, upTo(next.offset(), partition, read.records(partition))));
    return new ConsumerRecords<>(records, read.nextOffsets());
  }

  private static List<ConsumerRecord<byte[], byte[]>> upTo(
      long next, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    if (!records.isEmpty() && records.get(records.size() - 1).offset() + 1 >= next) {
      return records;
    }
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(records);
    all.add(new Skipped(partition, next - 1));
    return all;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
