package dev.tandem.app.report;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the steps of one model that the training topic holds. */
public final class StepReader {
  private final String model;
  private final TreeMap<StepKey, TrainedStep> steps = new TreeMap<>();

  private StepReader(String model) {
    this.model = model;
  }

  /** Each step once, in order, though the topic may hold it twice. */
  public static List<TrainedStep> read(KafkaConnection kafka, String topic, String model) {
    StepReader reader = new StepReader(model);
    new TopicReader(kafka).read(topic, reader::take);
    return new ArrayList<>(reader.steps.values());
  }

  /** Passes over what cannot be read; {@code RunTail} has told of it. */
  private void take(ConsumerRecord<String, byte[]> entry) {
    try {
      if (Wire.decode(entry.value()) instanceof TrainingEvent event
          && event.getKind() == TrainingEventKind.STEP
          && event.getModel().equals(model)) {
        steps.putIfAbsent(StepKey.of(event), TrainedStep.of(event));
      }
    } catch (WireException foreign) {
      return;
    }
  }
}
