package dev.tandem.trainer.job;

import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.stream.door.AnnouncingSource;
import dev.tandem.stream.door.GuardedSource;
import dev.tandem.stream.door.LostRecords;
import dev.tandem.stream.door.MarkerSkip;
import dev.tandem.stream.door.RawRecordDeserializer;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceTopics;
import dev.tandem.stream.door.WatchedSource;
import dev.tandem.stream.positions.ReportingSource;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.sink.OutRecordSchema;
import dev.tandem.stream.sink.QuietSink;
import dev.tandem.trainer.control.KafkaControlLog;
import dev.tandem.trainer.publication.ModelSink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/**
 * The jobs' ends in a Kafka cluster.
 *
 * @param group names the job's clients and transactions. No source is a member of a consumer group:
 *     positions are kept in the checkpoints, and looking for a group's coordinator could end a
 *     source that is woken up meanwhile
 * @param partitions of each topic that is read
 * @param transactionTimeout the longest that a checkpoint and a restart may take together
 * @param readFrom record time at which a job without state begins to read; empty for all there is
 * @param accepted what retention has taken unread, and the job goes on without
 * @param written topics that the job writes; where one of them is deleted, the job ends
 */
public record KafkaEnds(
    KafkaConnection kafka,
    String group,
    Map<String, Integer> partitions,
    Duration transactionTimeout,
    Optional<Instant> readFrom,
    List<LostRecords> accepted,
    List<String> written)
    implements JobSources {
  /** Of a job that does not go on without records that it has not read. */
  public KafkaEnds(
      KafkaConnection kafka,
      String group,
      Map<String, Integer> partitions,
      Duration transactionTimeout,
      Optional<Instant> readFrom) {
    this(kafka, group, partitions, transactionTimeout, readFrom, List.of(), List.of());
  }

  /** The same, which goes on without {@code lost} nevertheless. */
  public KafkaEnds accepting(List<LostRecords> lost) {
    return new KafkaEnds(kafka, group, partitions, transactionTimeout, readFrom, lost, written);
  }

  /** The same of a job that writes {@code topics}. */
  public KafkaEnds writing(List<String> topics) {
    return new KafkaEnds(kafka, group, partitions, transactionTimeout, readFrom, accepted, topics);
  }

  @Override
  public Source<SourceItem, ?, ?> of(String name, List<String> topics) {
    return watched(
        AnnouncingSource.of(
            source(group + "-" + name).setTopics(topics).setStartingOffsets(start())),
        topics);
  }

  /**
   * {@code source} of {@code topics}, with an eye on these; it does not jump over what retention
   * has taken, unless that is accepted, and {@link #positions} follows its complete checkpoints.
   */
  public Source<SourceItem, ?, ?> watched(
      Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> source, List<String> topics) {
    WatchedSource watched = new WatchedSource(source, new SourceTopics(kafka, topics, written));
    GuardedSource guarded = new GuardedSource(watched, kafka, accepted);
    return new ReportingSource(guarded, kafka, positions());
  }

  /** The consumer group that says where the job stands; nobody reads by it. */
  public String positions() {
    return group + "-positions";
  }

  @Override
  public Optional<ControlSource> control(String topic) {
    return Optional.of(
        new ControlSource(
            new WatchedSource(
                records(topic, BeginningOffsets.ofCompacted()),
                new SourceTopics(kafka, List.of(topic), List.of())),
            new KafkaControlLog(kafka, topic)));
  }

  /**
   * The records of a topic, committed ones only, without an announcement.
   *
   * @param from offsets at which to begin, by partition; the others from their beginning
   */
  public KafkaSource<SourceItem> records(String topic, Map<Integer, Long> from) {
    return records(topic, BeginningOffsets.or(from));
  }

  private KafkaSource<SourceItem> records(String topic, BeginningOffsets from) {
    return source(group + "-" + topic)
        .setTopics(topic)
        .setStartingOffsets(from)
        .setDeserializer(new RawRecordDeserializer())
        .build();
  }

  private KafkaSourceBuilder<SourceItem> source(String clients) {
    return KafkaSource.<SourceItem>builder()
        .setProperties(kafka.properties())
        .setClientIdPrefix(clients)
        .setProperty("partition.discovery.interval.ms", "-1")
        .setProperty("allow.auto.create.topics", "false")
        .setProperty("isolation.level", "read_committed")
        .setProperty("interceptor.classes", MarkerSkip.class.getName())
        .setProperty("fetch.max.wait.ms", "50");
  }

  private OffsetsInitializer start() {
    return readFrom
        .<OffsetsInitializer>map(TimedOffsets::new)
        .orElseGet(() -> BeginningOffsets.or(Map.of()));
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
    return new QuietSink(sink(DeliveryGuarantee.EXACTLY_ONCE, name, schema));
  }

  /** What the transactional ids of that sink begin with. */
  public String transactions(String name) {
    return group + "-" + name;
  }

  /** Of versions of a model; none is lost, whatever becomes of a transaction. */
  public Sink<OutRecord> models(DeliveryGuarantee guarantee) {
    return new ModelSink(sink(guarantee, "models", new OutRecordSchema()));
  }

  public Sink<OutRecord> atLeastOnce(String name) {
    return new QuietSink(sink(DeliveryGuarantee.AT_LEAST_ONCE, name, new OutRecordSchema()));
  }

  private KafkaSink<OutRecord> sink(
      DeliveryGuarantee guarantee, String name, KafkaRecordSerializationSchema<OutRecord> schema) {
    return KafkaSink.<OutRecord>builder()
        .setKafkaProducerConfig(kafka.properties())
        .setRecordSerializer(schema)
        .setDeliveryGuarantee(guarantee)
        .setTransactionalIdPrefix(transactions(name))
        .setProperty("transaction.timeout.ms", Long.toString(transactionTimeout.toMillis()))
        .setProperty("max.request.size", Integer.toString(16 << 20))
        .setProperty("linger.ms", "5")
        .setProperty("batch.size", Integer.toString(256 << 10))
        .build();
  }
}
