package dev.tandem.app.labels;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.StreamMark;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The labels topic, as those read and write it who label by hand.
 *
 * @param log by which it is read; the caller closes it
 */
public record LabelTopic(KafkaConnection kafka, CommittedLog log, String topic) {

  /** The labels that are {@code wanted} and became known at {@code from} or later. */
  public SaidLabels since(Instant from, Predicate<Label> wanted) {
    SaidLabels said = new SaidLabels();
    log.read(
        log.since(from, log.partitions(topic)),
        record -> {
          var unused = said.offer(record, wanted);
        });
    return said;
  }

  /**
   * How far a stream is by what the topic holds: event time is told by streams, and not by the
   * clock of this machine.
   *
   * @param gateway whose marks tell it; empty for its own
   * @return empty where nothing was heard of it here
   */
  public Optional<Instant> reached(String stream, String gateway) {
    String teller = gateway.isEmpty() ? stream : gateway;
    long[] latest = {Long.MIN_VALUE};
    Predicate<ConsumerRecord<byte[], byte[]>> heard =
        record -> {
          boolean of = isOf(record, stream, teller);
          latest[0] = of ? Math.max(latest[0], record.timestamp()) : latest[0];
          return of;
        };
    Map<TopicPartition, Span> whole = log.whole(topic);
    if (!new NewestFirst(log).look(whole, heard)) {
      return Optional.empty();
    }
    Instant one = Instant.ofEpochMilli(latest[0]);
    log.read(
        log.since(one, whole.keySet()),
        record -> {
          var unused = heard.test(record);
        });
    return Optional.of(Instant.ofEpochMilli(latest[0]));
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> record, String stream, String teller) {
    try {
      SpecificRecordBase decoded = Wire.decode(record.value());
      return decoded instanceof StreamMark mark
          ? mark.getStream().equals(teller)
          : decoded instanceof Label label && label.getStream().equals(stream);
    } catch (WireException junk) {
      return false;
    }
  }

  /** Returns when the brokers have it. */
  public void write(Label label, Instant known, LabelWord word) {
    List<Header> headers = List.of(new RecordHeader(LabelWord.HEADER, word.bytes()));
    try (Producer<byte[], byte[]> producer =
        kafka.producer(Map.of("enable.idempotence", true, "acks", "all"))) {
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  null,
                  known.toEpochMilli(),
                  label.getClipId().getBytes(StandardCharsets.UTF_8),
                  Wire.encode(label),
                  headers))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot write to " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing to " + topic, e);
    }
  }
}
