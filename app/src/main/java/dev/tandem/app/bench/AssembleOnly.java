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
 * @param each records of a clip
 * @param written whether the clips are written exactly-once, or discarded
 */
record AssembleOnly(RecordedClips log, int each, boolean written) implements JobContender.Build {
  @Override
  public void into(StreamExecutionEnvironment environment, String run) {
    KafkaEnds ends = ends(log, run);
    Sink<OutRecord> sink =
        written ? ends.exactlyOnce("clips", new Metered(run, each)) : meter(run, each);
    new AssembleJob(log.settings().trainer(), ends, sink).build(environment);
  }

  private static MeterSink<OutRecord> meter(String run, int each) {
    return new MeterSink<>(run, clip -> each);
  }

  static KafkaEnds ends(RecordedClips log, String run) {
    Map<String, Integer> partitions = new HashMap<>();
    log.modalities()
        .forEach(m -> partitions.put(log.settings().topics().features(m), log.partitions()));
    partitions.put(log.settings().topics().labels(), log.partitions());
    return new KafkaEnds(log.kafka(), run, partitions, Duration.ofMinutes(15), Optional.empty());
  }

  /** Counts what goes into the producer, which waits when it cannot keep up. */
  private record Metered(String run, int each)
      implements KafkaRecordSerializationSchema<OutRecord> {
    private static final OutRecordSchema RECORDS = new OutRecordSchema();

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        OutRecord clip, KafkaSinkContext context, Long timestamp) {
      Meter.named(run).add(each);
      return RECORDS.serialize(clip, context, timestamp);
    }
  }
}
