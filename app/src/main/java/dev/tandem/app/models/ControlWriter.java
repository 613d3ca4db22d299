package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Says to all consumers of a model what an operator wants.
 *
 * @param topic of control
 */
public record ControlWriter(String bootstrapServers, String topic) {
  /**
   * Who says it, and why.
   *
   * @param why may be empty
   */
  public record Word(String who, String why) {}

  /** The consumers shall serve this version and no other. */
  public void pin(ModelKey version, Word word) {
    write(version.model(), event(version.model(), ControlAction.PIN, Optional.of(version), word));
  }

  /** The consumers shall serve the newest version again. */
  public void unpin(String model, Word word) {
    write(model, event(model, ControlAction.UNPIN, Optional.empty(), word));
  }

  /** The consumers may follow this held version. */
  public void release(ModelKey version, Word word) {
    write(
        version.manifestKey(),
        event(version.model(), ControlAction.RELEASE, Optional.of(version), word));
  }

  private static ControlEvent event(
      String model, ControlAction action, Optional<ModelKey> version, Word word) {
    return ControlEvent.newBuilder()
        .setModel(model)
        .setAction(action)
        .setGeneration(version.map(ModelKey::generation).orElse(0))
        .setVersion(version.map(ModelKey::version).orElse(0))
        .setWho(word.who())
        .setWhy(word.why())
        .setTime(Instant.ofEpochMilli(System.currentTimeMillis()))
        .build();
  }

  /** Returns once the broker has it. */
  private void write(String key, ControlEvent event) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] id = key.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(topic, id, Wire.encode(event))).get();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot write to " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing to " + topic, e);
    }
  }
}
