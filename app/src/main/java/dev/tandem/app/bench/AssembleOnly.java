package dev.tandem.app.bench;

import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.sink.OutRecordSchema;
import dev.tandem.trainer.job.AssembleJob;
import dev.tandem.trainer.job.KafkaEnds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
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
    KafkaEnds ends = ends(log, run);
    int modalities = log.modalities().size();
    Sink<OutRecord> sink =
        written
            ? ends.exactlyOnce("clips", new Metered(run, modalities))
            : new MeterSink<>(run, clip -> modalities);
    new AssembleJob(log.settings().trainer(), ends, sink).build(environment);
  }

  static KafkaEnds ends(RecordedClips log, String run) {
    Map<String, Integer> partitions = new HashMap<>();
    log.modalities()
        .forEach(m -> partitions.put(log.settings().topics().features(m), log.partitions()));
    partitions.put(log.settings().topics().labels(), log.partitions());
    return new KafkaEnds(log.kafka(), run, partitions, Duration.ofMinutes(15), Optional.empty());
  }

  /** Counts what goes into the producer, which waits when it cannot keep up. */
  private record Metered(String run, int modalities)
      implements KafkaRecordSerializationSchema<OutRecord> {
    private static final OutRecordSchema RECORDS = new OutRecordSchema();

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        OutRecord clip, KafkaSinkContext context, Long timestamp) {
      Meter.named(run).add(modalities);
      return RECORDS.serialize(clip, context, timestamp);
    }
  }
}
