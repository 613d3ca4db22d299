package dev.tandem.app.bench;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What Flink brings along: an inner interval join of two streams by clip id, on tuples, which Flink
 * copies fastest. It checks nothing, and a clip with one modality is lost.
 */
record FlinkIntervalJoin(RecordedClips log) implements JobContender.Build {
  private static final Duration WINDOW = Duration.ofSeconds(5);

  @Override
  public void into(StreamExecutionEnvironment environment, String run) {
    stream(environment, run, log.modalities().get(0))
        .intervalJoin(stream(environment, run, log.modalities().get(1)))
        .between(WINDOW.negated(), WINDOW)
        .process(new Sizes())
        .sinkTo(new MeterSink<>(run, size -> 2));
  }

  private KeyedStream<Tuple2<String, byte[]>, String> stream(
      StreamExecutionEnvironment environment, String run, String modality) {
    return environment
        .fromSource(
            KafkaSource.<Tuple2<String, byte[]>>builder()
                .setProperties(log.kafka().properties())
                .setGroupId(run)
                .setTopics(log.settings().topics().features(modality))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new IdAndPayload())
                .setProperty("partition.discovery.interval.ms", "-1")
                .build(),
            WatermarkStrategy.forBoundedOutOfOrderness(WINDOW),
            modality)
        .keyBy(clip -> clip.f0);
  }

  private static final class Sizes
      extends ProcessJoinFunction<Tuple2<String, byte[]>, Tuple2<String, byte[]>, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(
        Tuple2<String, byte[]> left,
        Tuple2<String, byte[]> right,
        Context context,
        Collector<Integer> out) {
      out.collect(left.f1.length + right.f1.length);
    }
  }

  private static final class IdAndPayload
      implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> record, Collector<Tuple2<String, byte[]>> out) {
      if (Wire.decode(record.value()) instanceof Features features) {
        ByteBuffer payload = features.getPayload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        out.collect(Tuple2.of(features.getClipId(), bytes));
      }
    }

    @Override
    public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
      return Types.TUPLE(Types.STRING, Types.PRIMITIVE_ARRAY(Types.BYTE));
    }
  }
}
