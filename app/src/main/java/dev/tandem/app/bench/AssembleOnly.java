package dev.tandem.app.bench;

import dev.tandem.trainer.job.AssembleJob;
import dev.tandem.trainer.job.KafkaEnds;
import dev.tandem.trainer.publication.OutRecord;
import dev.tandem.trainer.publication.OutRecordSchema;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The assemble job with everything it does, up to the encoded clip.
 *
 * @param written whether the clips are written exactly-once, or discarded
 */
record AssembleOnly(RecordedClips log, boolean written) implements JobContender.Build {
  @Override
  public void into(StreamExecutionEnvironment environment, String run) {
    Sink<OutRecord> sink = written ? exactlyOnce(run) : new MeterSink<>(run, clip -> 2);
    new AssembleJob(log.settings().trainer(), ends(log, run), sink).build(environment);
  }

  static KafkaEnds ends(RecordedClips log, String run) {
    Map<String, Integer> partitions = new HashMap<>();
    log.modalities().forEach(m -> partitions.put(log.settings().topics().features(m), 2));
    partitions.put(log.settings().topics().labels(), 2);
    return new KafkaEnds(log.bootstrapServers(), run, partitions);
  }

  private Sink<OutRecord> exactlyOnce(String run) {
    return KafkaSink.<OutRecord>builder()
        .setBootstrapServers(log.bootstrapServers())
        .setRecordSerializer(new Metered(run))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(run)
        .setProperty("transaction.timeout.ms", "900000")
        .setProperty("linger.ms", "5")
        .build();
  }

  /** Counts what goes into the producer, which waits when it cannot keep up. */
  private record Metered(String run) implements KafkaRecordSerializationSchema<OutRecord> {
    private static final OutRecordSchema RECORDS = new OutRecordSchema();

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        OutRecord clip, KafkaSinkContext context, Long timestamp) {
      Meter.named(run).add(2);
      return RECORDS.serialize(clip, context, timestamp);
    }
  }
}
