package dev.tandem.stream.sink;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Hands an {@link OutRecord} to Kafka as it is; the partition is the key's. */
public final class OutRecordSchema implements KafkaRecordSerializationSchema<OutRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutRecord out, KafkaSinkContext context, Long flinkTimestamp) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(out.topic(), null, out.timestamp(), out.key(), out.value());
    out.headers().forEach((name, value) -> record.headers().add(name, value));
    return record;
  }
}
