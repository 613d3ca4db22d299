package dev.tandem.learner;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.FilmSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.GatedSpec;
import dev.tandem.learner.spec.LateCosineSpec;
import dev.tandem.learner.spec.LateLinearSpec;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import dev.tandem.learner.spec.Task;
import dev.tandem.learner.spec.TransformerSpec;
import java.util.List;

/** Small networks of every kind. */
public final class TestingNetworks {

  private TestingNetworks() {}

  /** Every fusion, drawing where it can. */
  public static List<FusionSpec> fusions() {
    return List.of(
        new LateLinearSpec(),
        new LateCosineSpec(10),
        new LateMlpSpec(7, 0.2),
        new FilmSpec(),
        new GatedSpec(6),
        new TransformerSpec(8, 2, 2, 0.1));
  }

  /** The usual pair with a fusion. */
  public static Architecture pair(FusionSpec fusion) {
    Architecture pair = TestingClips.pair();
    return new Architecture(pair.modalities(), fusion, pair.classes(), Task.CLASSIFICATION.text());
  }

  /** A spectrogram and frames, each through a Conformer, and a transformer over their steps. */
  public static Architecture conformers() {
    ConformerSpec conformer = new ConformerSpec(16, 2, 1, 3, 0.1);
    return new Architecture(
        List.of(
            new ModalitySpec("sound", List.of(4, 6), conformer),
            new ModalitySpec("sight", List.of(3, 4, 5), conformer)),
        new TransformerSpec(8, 2, 1, 0.1),
        3,
        Task.CLASSIFICATION.text());
  }

  /** A spectrogram, and three frames of one channel. */
  public static Architecture resNets() {
    return new Architecture(
        List.of(
            new ModalitySpec("sound", List.of(8, 10), new ResNet18Spec(0)),
            new ModalitySpec("sight", List.of(3, 6, 6), new ResNet18Spec(0))),
        "late-linear",
        3);
  }
}
