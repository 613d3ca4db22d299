package dev.tandem.stream.door;

import dev.tandem.stream.door.SourceItem.RawRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes every record as it is: what cannot be read is the door's business, never the source's. */
public final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<SourceItem> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NO_KEY = {};

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceItem> out) {
    if (record instanceof MarkerSkip.Skipped) {
      return;
    }
    Origin origin =
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
    out.collect(
        new RawRecord(origin, record.key() == null ? NO_KEY : record.key(), record.value()));
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return SourceItemSerializer.TYPE;
  }
}
