package dev.tandem.learner.augmentation;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.Sample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.AugmentationSettings;
import dev.tandem.learner.spec.ModalitySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Augments clips as a model learns from them. Every value is a function of the clip, the model's
 * seed, the sample's ordinal and the number of its replay, and of nothing else: neither of the rest
 * of its batch, nor of step, threads or device. Immutable.
 */
public final class Augmenter {

  /** Keeps its draws apart from all others of the seed: "augment". */
  private static final long PURPOSE = 0x6175676D656E74L;

  /**
   * What is done to one modality.
   *
   * @param ordinal in the order of the architecture
   * @param elements of its input
   */
  private record Chain(int ordinal, String modality, int elements, List<Augmentation> steps) {}

  private final List<Chain> chains;
  private final long seed;

  /**
   * An augmenter of what the settings ask for.
   *
   * @param architecture whose inputs fit them
   * @param seed of the model
   */
  public Augmenter(AugmentationSettings settings, Architecture architecture, long seed) {
    List<Chain> asked = new ArrayList<>();
    for (int m = 0; m < architecture.modalities().size(); m++) {
      ModalitySpec modality = architecture.modalities().get(m);
      List<Augmentation> steps =
          Augmentations.build(settings.of(modality.name()), modality.shape());
      if (!steps.isEmpty()) {
        asked.add(new Chain(m, modality.name(), modality.shape().elements(), steps));
      }
    }
    this.chains = List.copyOf(asked);
    this.seed = seed;
  }

  /**
   * The clips as they are to be learned from, in order. Modalities that a clip lacks stay absent;
   * an input that does not fit its shape stays as it is, for whoever refuses it.
   */
  public List<LabelledExample> augmented(List<Sample> samples) {
    return samples.stream().map(this::augmented).toList();
  }

  private LabelledExample augmented(Sample sample) {
    LabelledExample clip = sample.clip();
    if (chains.isEmpty()) {
      return clip;
    }
    SortedMap<String, float[]> inputs = new TreeMap<>(clip.example().inputs());
    for (Chain chain : chains) {
      inputs.computeIfPresent(
          chain.modality(), (modality, values) -> augmented(values, chain, sample));
    }
    return new LabelledExample(
        new Example(clip.example().clipId(), inputs), clip.label(), clip.targets());
  }

  private float[] augmented(float[] values, Chain chain, Sample sample) {
    if (values.length != chain.elements()) {
      return values;
    }
    float[] changed = values;
    for (int i = 0; i < chain.steps().size(); i++) {
      SplittableRandom random = random(sample.ordinal(), sample.replay(), chain.ordinal(), i);
      changed = chain.steps().get(i).apply(changed, random);
    }
    return changed;
  }

  /** Each number after the other decides over a generator of its own: no two meet by a shift. */
  private SplittableRandom random(long... numbers) {
    SplittableRandom random = new SplittableRandom(seed ^ PURPOSE);
    for (long number : numbers) {
      random = new SplittableRandom(random.nextLong() + number);
    }
    return random;
  }
}
