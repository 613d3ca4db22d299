package dev.tandem.ingest.publish;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;

/** Marks of one name, each into every partition. */
final class MarkWriter implements StreamMarks {
  private final String name;
  private final RecordSender sender;
  private final List<PartitionInfo> partitions;

  MarkWriter(String name, RecordSender sender, List<PartitionInfo> partitions) {
    this.name = name;
    this.sender = sender;
    this.partitions = partitions;
  }

  @Override
  public String gateway() {
    return "";
  }

  @Override
  public void mark(MarkKind kind, Instant time) {
    byte[] mark = Wire.encode(new StreamMark(name, kind, time));
    for (PartitionInfo to : partitions) {
      sender.send(
          new ProducerRecord<>(to.topic(), to.partition(), time.toEpochMilli(), name, mark));
    }
  }

  @Override
  public void close() {}
}
