package dev.tandem.app.models;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.TrainingEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Paces of the steps that ended given versions, as the training topic still has them. */
public final class TrainedPaces {
  private final Map<ModelKey, SortedMap<String, Double>> byVersion = new TreeMap<>();

  private final Set<ModelKey> versions;

  TrainedPaces(ModelKey... versions) {
    this.versions = Set.copyOf(List.of(versions));
  }

  /** Of {@code first} and {@code second}. */
  public static TrainedPaces read(
      KafkaConnection kafka, String topic, ModelKey first, ModelKey second) {
    TrainedPaces paces = new TrainedPaces(first, second);
    new TopicReader(kafka).read(topic, paces::offer);
    return paces;
  }

  void offer(ConsumerRecord<String, byte[]> record) {
    try {
      TrainingEvent event = Wire.decode(record.value(), TrainingEvent.class);
      if (event.getPublishedVersion() > 0 && !event.getPaces().isEmpty()) {
        ModelKey key =
            new ModelKey(event.getModel(), event.getGeneration(), event.getPublishedVersion());
        if (versions.contains(key)) {
          byVersion.put(key, paces(event));
        }
      }
    } catch (WireException | IllegalArgumentException foreign) {
      // no step of ours
    }
  }

  private static SortedMap<String, Double> paces(TrainingEvent event) {
    SortedMap<String, Double> paces = new TreeMap<>();
    for (ModalityPace pace : event.getPaces()) {
      paces.put(pace.getModality(), pace.getPace());
    }
    return paces;
  }

  /** How many versions are known. */
  int size() {
    return byVersion.size();
  }

  /** By modality; empty where the step is not on the topic any more. */
  Optional<SortedMap<String, Double>> of(ModelKey version) {
    return Optional.ofNullable(byVersion.get(version));
  }
}
