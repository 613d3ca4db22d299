package dev.tandem.ingest.publish;

import dev.tandem.ingest.FeedException;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;

/** Writes one stream's records and marks. The first failed record ends the run. */
final class StreamWriter {
  private final String stream;
  private final Producer<String, byte[]> producer;
  private final List<PartitionInfo> partitions;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private Instant latest;
  private long records;

  private StreamWriter(
      String stream,
      Instant start,
      Producer<String, byte[]> producer,
      List<PartitionInfo> partitions) {
    this.stream = stream;
    this.latest = start;
    this.producer = producer;
    this.partitions = partitions;
  }

  /** Throws {@link FeedException} if Kafka does not name the partitions of {@code topics}. */
  static StreamWriter open(
      PublisherSettings settings,
      Instant begin,
      Producer<String, byte[]> producer,
      List<String> topics) {
    try {
      List<PartitionInfo> partitions = new ArrayList<>();
      topics.forEach(topic -> partitions.addAll(producer.partitionsFor(topic)));
      return new StreamWriter(settings.stream(), begin, producer, partitions);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw new FeedException(
          "cannot reach the topics %s (%s). Check the broker and create them with tandem topics create."
              .formatted(topics, e.getMessage()),
          e);
    }
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
    record(topic, pending.label().getClipId(), pending.label(), pending.known());
  }

  /** A mark into every partition of every topic. */
  void mark(MarkKind kind, Instant time) {
    byte[] mark =
        Wire.encode(StreamMark.newBuilder().setStream(stream).setKind(kind).setTime(time).build());
    for (PartitionInfo to : partitions) {
      send(new ProducerRecord<>(to.topic(), to.partition(), time.toEpochMilli(), stream, mark));
    }
    advance(time);
  }

  /** Returns when the broker has everything; throws if it refused any of it. */
  void flush() {
    producer.flush();
    failIfRefused();
  }

  private void record(String topic, String key, SpecificRecordBase value, Instant time) {
    send(new ProducerRecord<>(topic, null, time.toEpochMilli(), key, Wire.encode(value)));
    records++;
    advance(time);
  }

  private void advance(Instant time) {
    if (time.isAfter(latest)) {
      latest = time;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // onSent has the answer
  private void send(ProducerRecord<String, byte[]> record) {
    failIfRefused();
    try {
      producer.send(record, this::onSent);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      throw refused(e);
    }
  }

  private void onSent(RecordMetadata metadata, Exception e) {
    if (e != null) {
      failure.compareAndSet(null, e);
    }
  }

  private void failIfRefused() {
    Exception e = failure.get();
    if (e != null) {
      throw refused(e);
    }
  }

  private FeedException refused(Exception e) {
    return new FeedException(
        "Kafka did not take a record of stream %s (%s). Nothing more was written; see the broker's log, then start the feed again."
            .formatted(stream, e.getMessage()),
        e);
  }
}
