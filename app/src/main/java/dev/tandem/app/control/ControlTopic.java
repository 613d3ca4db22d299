package dev.tandem.app.control;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ControlEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * What is said on the control topic.
 *
 * <p>Each word on a stream has a key of its own, so that compaction keeps all of them: a replay
 * needs the quarantine of last week as much as today's.
 */
public record ControlTopic(KafkaConnection kafka, String topic) {

  /** Returns when the brokers have it; of a stream. */
  public void write(ControlEvent event) {
    write(
        "%s/streams/%s@%d"
            .formatted(event.getModel(), event.getStream(), event.getTime().toEpochMilli()),
        event);
  }

  /** Returns when the brokers have it. */
  public void write(String key, ControlEvent event) {
    try (Producer<byte[], byte[]> producer = kafka.producer(Map.of("enable.idempotence", true))) {
      producer
          .send(
              new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), Wire.encode(event)))
          .get();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot write to " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing to " + topic, e);
    }
  }

  /**
   * What was said of the streams of {@code model}.
   *
   * @param stream whose words are wanted; empty for the last one of each
   */
  public StreamWords ofStreams(String model, Optional<String> stream) {
    StreamWords words = new StreamWords(model, stream);
    new TopicReader(kafka).read(topic, record -> words.offer(record.value()));
    return words;
  }
}
