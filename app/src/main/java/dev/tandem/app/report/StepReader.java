package dev.tandem.app.report;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The steps of one model that the training topic held when this was made. */
public final class StepReader implements TrainedSteps {
  private final KafkaConnection kafka;
  private final Map<TopicPartition, Span> spans;
  private final String model;

  private StepReader(KafkaConnection kafka, Map<TopicPartition, Span> spans, String model) {
    this.kafka = kafka;
    this.spans = spans;
    this.model = model;
  }

  public static StepReader of(KafkaConnection kafka, String topic, String model) {
    try (CommittedLog log = CommittedLog.open(kafka)) {
      return new StepReader(kafka, log.whole(topic), model);
    }
  }

  /** Each step once, though the topic may hold it twice. */
  @Override
  public void each(Consumer<TrainedStep> taker) {
    Once once = new Once(taker);
    try (CommittedLog log = CommittedLog.open(kafka)) {
      log.read(spans, record -> event(record.value()).ifPresent(once::offer));
    }
  }

  /** Passes over what cannot be read; {@code RunTail} has told of it. */
  private Optional<TrainingEvent> event(byte[] value) {
    try {
      return Wire.decode(value) instanceof TrainingEvent event
              && event.getKind() == TrainingEventKind.STEP
              && event.getModel().equals(model)
          ? Optional.of(event)
          : Optional.empty();
    } catch (WireException foreign) {
      return Optional.empty();
    }
  }

  /** A step that was written again after a restart is the same step: the first counts. */
  static final class Once {
    private final Consumer<TrainedStep> taker;
    private Optional<StepKey> newest = Optional.empty();

    Once(Consumer<TrainedStep> taker) {
      this.taker = taker;
    }

    void offer(TrainingEvent event) {
      StepKey key = StepKey.of(event);
      if (newest.filter(last -> key.compareTo(last) <= 0).isEmpty()) {
        newest = Optional.of(key);
        taker.accept(TrainedStep.of(event));
      }
    }
  }
}
