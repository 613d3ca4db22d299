package dev.tandem.ingest.publish;

import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes one stream's records and marks. The first failed record ends the run. */
final class StreamWriter {
  private final String stream;
  private final RecordSender sender;
  private final StreamMarks marks;
  private Instant latest;
  private long records;

  StreamWriter(String stream, Instant begin, RecordSender sender, StreamMarks marks) {
    this.stream = stream;
    this.latest = begin;
    this.sender = sender;
    this.marks = marks;
  }

  /** The latest time written so far, marks included; the run's start before the first. */
  Instant latest() {
    return latest;
  }

  /** Features and labels written so far. */
  long records() {
    return records;
  }

  void features(String topic, Features.Builder features, FeatureTensor tensor, Instant time) {
    Features value =
        features
            .setStream(stream)
            .setGateway(marks.gateway())
            .setExtractor(tensor.format().extractor())
            .setElementType(tensor.format().elementType())
            .setScale(tensor.format().scaling().scale())
            .setOffset(tensor.format().scaling().offset())
            .setShape(tensor.format().shape())
            .setPayload(tensor.payload())
            .build();
    record(topic, value.getClipId(), value, time);
  }

  void label(String topic, PendingLabel pending) {
    Label label = Label.newBuilder(pending.label()).setGateway(marks.gateway()).build();
    record(topic, label.getClipId(), label, pending.known());
  }

  /** Says in every partition of every topic how far the stream is, or has a gateway say it. */
  void mark(MarkKind kind, Instant time) {
    sender.failIfRefused();
    marks.mark(kind, time);
    advance(time);
  }

  /** Returns when the broker has everything; throws if it refused any of it. */
  void flush() {
    sender.flush();
  }

  private void record(String topic, String key, SpecificRecordBase value, Instant time) {
    sender.send(new ProducerRecord<>(topic, null, time.toEpochMilli(), key, Wire.encode(value)));
    records++;
    advance(time);
  }

  private void advance(Instant time) {
    if (time.isAfter(latest)) {
      latest = time;
    }
  }
}
