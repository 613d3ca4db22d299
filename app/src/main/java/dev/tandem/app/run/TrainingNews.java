package dev.tandem.app.run;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.TrainingEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What a model said last of its training, and says from now on, for people. */
final class TrainingNews implements JobNews {
  private static final Duration POLL = Duration.ofMillis(10);

  /** Enough to meet the model's last event, of several models that share the topic. */
  private static final long LAST_EVENTS = 200;

  private final Consumer<byte[], byte[]> consumer;
  private final String model;
  private volatile Optional<TrainingEvent> newest = Optional.empty();
  private volatile int version;

  private TrainingNews(Consumer<byte[], byte[]> consumer, String model) {
    this.consumer = consumer;
    this.model = model;
  }

  /** Follows the topic's only partition, which is there: the model writes to it. */
  static TrainingNews follow(KafkaConnection kafka, String trainingTopic, String model) {
    List<TopicPartition> partitions = List.of(new TopicPartition(trainingTopic, 0));
    try (CommittedLog log = CommittedLog.open(kafka)) {
      Map<TopicPartition, Long> from = log.beginnings(partitions);
      log.ends(partitions)
          .forEach((partition, end) -> from.merge(partition, end - LAST_EVENTS, Math::max));
      return new TrainingNews(kafka.follow(from), model);
    }
  }

  @Override
  public void poll() {
    try {
      consumer.poll(POLL).forEach(record -> take(record.value()));
    } catch (KafkaException away) {
      return; // the job says so where it matters
    }
  }

  private void take(byte[] value) {
    try {
      if (Wire.decode(value) instanceof TrainingEvent event && event.getModel().equals(model)) {
        version = Math.max(version, event.getPublishedVersion());
        newest = Optional.of(event);
      }
    } catch (WireException foreign) {
      return; // it says nothing of this model
    }
  }

  @Override
  public String text() {
    return newest
        .map(event -> text(event, version))
        .orElse("waiting for clips with labels; no step so far");
  }

  private static String text(TrainingEvent event, int version) {
    return "step %,d, %strained up to %s"
        .formatted(
            event.getStep(),
            version == 0 ? "" : "version %d, ".formatted(version),
            event.getTrainedUntil());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
