package dev.tandem.app.bench;

import dev.tandem.app.report.TopicReader;
import dev.tandem.learner.Learner;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.trainer.assembly.ModalityData;
import dev.tandem.trainer.labels.LabelSpace;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ceiling of the train job: the learner alone, fed from memory, doing what the job has it do
 * for each clip: predict it, then train on it.
 */
final class BareLearner implements Contender {
  private final TrainerSettings settings;
  private final List<LabelledExample> examples;

  private BareLearner(TrainerSettings settings, List<LabelledExample> examples) {
    this.settings = settings;
    this.examples = examples;
  }

  /** Reads the whole log into memory. */
  static BareLearner of(RecordedClips log) {
    TrainerSettings settings = TrainerSettings.of(log.settings().trainer());
    TopicReader reader = new TopicReader(log.kafka());
    SortedMap<String, SortedMap<String, float[]>> inputs = new TreeMap<>();
    Map<String, LabelValue> labels = new HashMap<>();
    LabelSpace space = settings.join().labelSpace();
    for (String modality : log.modalities()) {
      reader.read(log.settings().topics().features(modality), entry -> take(entry.value(), inputs));
    }
    reader.read(
        log.settings().topics().labels(),
        entry -> {
          if (Wire.decode(entry.value()) instanceof Label label) {
            labels.put(label.getClipId(), space.read(label));
          }
        });
    Map<String, Integer> outputs = new HashMap<>();
    space.names().forEach(name -> outputs.put(name, outputs.size()));
    List<LabelledExample> examples = new ArrayList<>();
    inputs.forEach((id, input) -> examples.add(labels.get(id).of(new Example(id, input), outputs)));
    return new BareLearner(settings, examples);
  }

  private static void take(byte[] value, SortedMap<String, SortedMap<String, float[]>> inputs) {
    if (Wire.decode(value) instanceof Features features) {
      inputs
          .computeIfAbsent(features.getClipId(), id -> new TreeMap<>())
          .put(features.getModality(), values(features));
    }
  }

  private static float[] values(Features features) {
    byte[] payload = new byte[features.getPayload().remaining()];
    features.getPayload().duplicate().get(payload);
    return new ModalityData(
            0,
            features.getElementType(),
            features.getScale(),
            features.getOffset(),
            features.getShape(),
            payload,
            0,
            payload.length,
            List.of())
        .values();
  }

  @Override
  public String name() {
    return "bareLearner";
  }

  @Override
  public Figure run(int round) {
    int modalities = settings.join().contracts().size();
    Meter meter = Meter.create("bench-bare-" + round, (long) examples.size() * modalities);
    try (Learner learner = Learner.create(settings.learner())) {
      for (int from = 0; from < examples.size(); from += settings.batchSize()) {
        List<LabelledExample> batch =
            examples.subList(from, Math.min(from + settings.batchSize(), examples.size()));
        learner.predict(batch.stream().map(LabelledExample::example).toList());
        learner.train(batch);
        meter.add((long) batch.size() * modalities);
      }
    }
    return meter.figure().orElseThrow();
  }
}
