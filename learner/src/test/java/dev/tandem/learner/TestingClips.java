package dev.tandem.learner;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.CnnSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small seeded clips and the architectures that read them. */
public final class TestingClips {

  private TestingClips() {}

  /** A vector and a small image; cheap, with every kind of layer. */
  public static Architecture pair() {
    return new Architecture(
        List.of(
            new ModalitySpec("sound", List.of(6), new MlpSpec(List.of(8), 5, "layer")),
            new ModalitySpec("sight", List.of(7, 9), new CnnSpec(List.of(3, 4), 6, "layer"))),
        "late-linear",
        3);
  }

  /** Three vectors without normalisation. */
  public static Architecture triple() {
    EncoderSpec encoder = new MlpSpec(List.of(), 4, "none");
    return new Architecture(
        List.of(
            new ModalitySpec("one", List.of(3), encoder),
            new ModalitySpec("two", List.of(2, 2), encoder),
            new ModalitySpec("three", List.of(5), encoder)),
        "late-linear",
        4);
  }

  public static LearnerSettings settings(Architecture architecture) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < architecture.classes(); c++) {
      names.add("class-" + c);
    }
    return LearnerSettings.of(architecture, names).withSeed(7);
  }

  /** The same without rehearsal, averaging and hedge: a step is one update, and fused answers. */
  public static LearnerSettings plain(Architecture architecture) {
    return settings(architecture)
        .withRehearsal(RehearsalSettings.none())
        .withReadout(ReadoutSettings.plain());
  }

  /** Batch number {@code ordinal} of labelled clips: noise around a pattern of the label. */
  public static List<LabelledExample> batch(Architecture architecture, int size, long ordinal) {
    SplittableRandom random = new SplittableRandom(1000 + ordinal);
    List<LabelledExample> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int label = random.nextInt(architecture.classes());
      SortedMap<String, float[]> inputs = new TreeMap<>();
      for (ModalitySpec modality : architecture.modalities()) {
        inputs.put(modality.name(), input(modality, label, random));
      }
      batch.add(new LabelledExample(new Example("clip-" + ordinal + "-" + i, inputs), label));
    }
    return batch;
  }

  /** The same clip without one modality. */
  public static LabelledExample without(String modality, LabelledExample clip) {
    SortedMap<String, float[]> inputs = new TreeMap<>(clip.example().inputs());
    inputs.remove(modality);
    return new LabelledExample(new Example(clip.example().clipId(), inputs), clip.label());
  }

  public static List<Example> examples(List<LabelledExample> batch) {
    return batch.stream().map(LabelledExample::example).toList();
  }

  private static float[] input(ModalitySpec modality, int label, SplittableRandom random) {
    float[] input = new float[modality.shape().elements()];
    for (int i = 0; i < input.length; i++) {
      float pattern = i % 4 == label ? 1.5f : 0;
      input[i] = pattern + (float) (random.nextDouble() - 0.5);
    }
    return input;
  }
}
