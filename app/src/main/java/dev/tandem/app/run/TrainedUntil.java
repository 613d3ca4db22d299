package dev.tandem.app.run;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Watches the training topic for a model's word that it has come to a time. */
public final class TrainedUntil implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final Optional<Consumer<byte[], byte[]>> consumer;
  private final String model;
  private final Instant until;
  private boolean reached;

  private TrainedUntil(Optional<Consumer<byte[], byte[]>> consumer, String model, Instant until) {
    this.consumer = consumer;
    this.model = model;
    this.until = until;
  }

  /** Waits for nothing. */
  public static TrainedUntil never() {
    return new TrainedUntil(Optional.empty(), "", Instant.MAX);
  }

  /** Hears what is written from now on; to be called before the job is started. */
  public static TrainedUntil watch(
      KafkaConnection kafka, String trainingTopic, String model, Instant until) {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      Map<TopicPartition, Long> ends = log.ends(log.partitions(trainingTopic));
      return new TrainedUntil(Optional.of(kafka.follow(ends)), model, until);
    }
  }

  /** Whether there is a time to come to. */
  public boolean isAwaited() {
    return consumer.isPresent();
  }

  /** Whether the model has said so by now. */
  public boolean isReached() {
    consumer.ifPresent(from -> from.poll(POLL).forEach(record -> reached |= says(record.value())));
    return reached;
  }

  private boolean says(byte[] value) {
    try {
      TrainingEvent event = Wire.decode(value, TrainingEvent.class);
      return event.getModel().equals(model)
          && event.getKind() == TrainingEventKind.PROGRESS
          && !event.getTrainedUntil().isBefore(until);
    } catch (WireException foreign) {
      return false;
    }
  }

  @Override
  public void close() {
    consumer.ifPresent(Consumer::close);
  }
}
