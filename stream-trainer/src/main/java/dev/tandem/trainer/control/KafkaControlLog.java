package dev.tandem.trainer.control;

import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The control topic in a Kafka cluster. People write to it, so it is short. */
public record KafkaControlLog(KafkaConnection kafka, String topic) implements ControlLog {
  private static final long serialVersionUID = 1L;
  private static final byte[] NO_KEY = {};

  @Override
  public List<RawRecord> read() {
    List<RawRecord> records = new ArrayList<>();
    try (CommittedLog log = CommittedLog.open(kafka, CommittedLog.PATIENCE_IN_JOBS)) {
      log.read(topic, record -> records.add(raw(record)));
    }
    return records;
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    Origin origin =
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
    return new RawRecord(origin, record.key() == null ? NO_KEY : record.key(), record.value());
  }
}
