package dev.tandem.app.bench;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The ceiling: Kafka's source, each record decoded, nothing done with it. */
record FetchOnly(RecordedClips log) implements JobContender.Build {
  @Override
  public void into(StreamExecutionEnvironment environment, String run) {
    for (String modality : log.modalities()) {
      environment
          .fromSource(
              KafkaSource.<Integer>builder()
                  .setProperties(log.kafka().properties())
                  .setGroupId(run)
                  .setTopics(log.settings().topics().features(modality))
                  .setStartingOffsets(OffsetsInitializer.earliest())
                  .setDeserializer(new PayloadBytes())
                  .setProperty("partition.discovery.interval.ms", "-1")
                  .build(),
              WatermarkStrategy.noWatermarks(),
              modality)
          .sinkTo(new MeterSink<>(run, size -> 1));
    }
  }

  private static final class PayloadBytes implements KafkaRecordDeserializationSchema<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Integer> out) {
      if (Wire.decode(record.value()) instanceof Features features) {
        out.collect(features.getPayload().remaining());
      }
    }

    @Override
    public TypeInformation<Integer> getProducedType() {
      return Types.INT;
    }
  }
}
