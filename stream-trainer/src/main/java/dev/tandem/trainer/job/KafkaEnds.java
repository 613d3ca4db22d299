package dev.tandem.trainer.job;

import dev.tandem.trainer.door.AnnouncingSource;
import dev.tandem.trainer.door.SourceItem;
import dev.tandem.trainer.publication.OutRecord;
import dev.tandem.trainer.publication.OutRecordSchema;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;

/**
 * The jobs' ends in a Kafka cluster.
 *
 * @param group names the job's clients and transactions. It is no consumer group: positions are
 *     kept in the checkpoints, and looking for a group's coordinator could end a source that is
 *     woken up meanwhile
 * @param partitions of each topic that is read
 */
public record KafkaEnds(String bootstrapServers, String group, Map<String, Integer> partitions)
    implements JobSources {
  /** The broker's own maximum: the longest that a checkpoint and a restart may take together. */
  private static final String TRANSACTION_TIMEOUT_MS = "900000";

  @Override
  public Source<SourceItem, ?, ?> of(String name, List<String> topics) {
    return AnnouncingSource.of(
        KafkaSource.<SourceItem>builder()
            .setBootstrapServers(bootstrapServers)
            .setClientIdPrefix(group + "-" + name)
            .setTopics(topics)
            .setStartingOffsets(new BeginningOffsets())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setProperty("isolation.level", "read_committed")
            .setProperty("fetch.max.wait.ms", "50"));
  }

  @Override
  public int partitions(String topic) {
    return partitions.get(topic);
  }

  /**
   * {@code name} tells the transactions of one sink from those of the group's others, always the
   * same.
   */
  public Sink<OutRecord> exactlyOnce(String name) {
    return exactlyOnce(name, new OutRecordSchema());
  }

  /** The same, with records made by {@code schema}. */
  public Sink<OutRecord> exactlyOnce(
      String name, KafkaRecordSerializationSchema<OutRecord> schema) {
    return sink(DeliveryGuarantee.EXACTLY_ONCE, name, schema);
  }

  public Sink<OutRecord> atLeastOnce(String name) {
    return sink(DeliveryGuarantee.AT_LEAST_ONCE, name, new OutRecordSchema());
  }

  private Sink<OutRecord> sink(
      DeliveryGuarantee guarantee, String name, KafkaRecordSerializationSchema<OutRecord> schema) {
    return KafkaSink.<OutRecord>builder()
        .setBootstrapServers(bootstrapServers)
        .setRecordSerializer(schema)
        .setDeliveryGuarantee(guarantee)
        .setTransactionalIdPrefix(group + "-" + name)
        .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MS)
        .setProperty("max.request.size", Integer.toString(16 << 20))
        .setProperty("linger.ms", "5")
        .setProperty("batch.size", Integer.toString(256 << 10))
        .build();
  }
}
