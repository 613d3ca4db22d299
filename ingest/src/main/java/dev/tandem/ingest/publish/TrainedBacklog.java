package dev.tandem.ingest.publish;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.TrainingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of a run's clips that are later than what a model was trained on, by the training topic.
 * Sees what is trained, not what is read, so that nothing piles up between source and trainer; and
 * each run sees its own clips only, whoever else publishes.
 */
public final class TrainedBacklog implements Backlog {
  /** Enough to meet the model's last event, of several models that share the topic. */
  private static final long LAST_EVENTS = 200;

  private final Consumer<byte[], byte[]> consumer;
  private final String model;
  private Optional<Instant> trainedUntil = Optional.empty();

  /** Takes over {@code consumer}, which is assigned and positioned. */
  TrainedBacklog(Consumer<byte[], byte[]> consumer, String model) {
    this.consumer = consumer;
    this.model = model;
  }

  /** Follows the training topic from its last events on. */
  public static TrainedBacklog follow(KafkaConnection kafka, String topic, String model) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    try (CommittedLog log = CommittedLog.open(kafka)) {
      log.whole(topic)
          .forEach(
              (partition, span) ->
                  positions.put(partition, Math.max(span.from(), span.to() - LAST_EVENTS)));
    }
    return new TrainedBacklog(kafka.follow(positions), model);
  }

  @Override
  public long records(Turn turn) {
    consumer.poll(Duration.ZERO).forEach(this::take);
    long behind = turn.clips() - trained(turn);
    return turn.clips() == 0 ? 0 : turn.records() * behind / turn.clips();
  }

  /** How many of the run's clips end at or before what was trained. */
  private long trained(Turn turn) {
    return trainedUntil
        .map(until -> turn.times().endedBy(until) - turn.firstClip())
        .map(clips -> Math.max(0, Math.min(turn.clips(), clips)))
        .orElse(0L);
  }

  private void take(ConsumerRecord<byte[], byte[]> entry) {
    try {
      if (Wire.decode(entry.value()) instanceof TrainingEvent event
          && event.getModel().equals(model)) {
        trainedUntil = Optional.of(event.getTrainedUntil());
      }
    } catch (WireException foreign) {
      return; // it says nothing of this model
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
