package dev.tandem.app.models;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.TrainingEvent;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Paces of the steps that ended versions, as the training topic still has them. */
public final class TrainedPaces {
  private final Map<ModelKey, SortedMap<String, Double>> byVersion = new TreeMap<>();

  private TrainedPaces() {}

  public static TrainedPaces read(KafkaConnection kafka, String topic) {
    TrainedPaces paces = new TrainedPaces();
    new TopicReader(kafka).read(topic, paces::offer);
    return paces;
  }

  private void offer(ConsumerRecord<String, byte[]> record) {
    try {
      TrainingEvent event = Wire.decode(record.value(), TrainingEvent.class);
      if (event.getPublishedVersion() > 0 && !event.getPaces().isEmpty()) {
        ModelKey key =
            new ModelKey(event.getModel(), event.getGeneration(), event.getPublishedVersion());
        SortedMap<String, Double> paces = new TreeMap<>();
        for (ModalityPace pace : event.getPaces()) {
          paces.put(pace.getModality(), pace.getPace());
        }
        byVersion.put(key, paces);
      }
    } catch (WireException | IllegalArgumentException foreign) {
      // no step of ours
    }
  }

  /** By modality; empty where the step is not on the topic any more. */
  Optional<SortedMap<String, Double>> of(ModelKey version) {
    return Optional.ofNullable(byVersion.get(version));
  }
}
