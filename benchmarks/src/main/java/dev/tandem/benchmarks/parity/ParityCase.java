package dev.tandem.benchmarks.parity;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.CnnSpec;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.FilmSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.GatedSpec;
import dev.tandem.learner.spec.LateLinearSpec;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import dev.tandem.learner.spec.Task;
import dev.tandem.learner.spec.TransformerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that is compared. Nothing drops out: the two sides draw differently.
 *
 * @param name encoder and fusion
 * @param architecture with two modalities of that encoder
 */
record ParityCase(String name, Architecture architecture) {

  private static final int CLASSES = 4;
  private static final List<Integer> MAP = List.of(12, 20);
  private static final List<Integer> FRAMES = List.of(2, 3, 10, 14);

  /** Every encoder with every fusion. */
  static List<ParityCase> all() {
    List<ParityCase> cases = new ArrayList<>();
    encoders()
        .forEach(
            (type, encoder) -> {
              for (FusionSpec fusion : fusions()) {
                cases.add(
                    new ParityCase(
                        "%s-%s".formatted(type, fusion.name()), architecture(encoder, fusion)));
              }
            });
    return cases;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static ParityCase named(String name) {
    List<ParityCase> all = all();
    return all.stream()
        .filter(one -> one.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the case is '%s'; known are %s. Use one of them."
                        .formatted(name, all.stream().map(ParityCase::name).toList())));
  }

  private static Map<String, EncoderSpec> encoders() {
    Map<String, EncoderSpec> encoders = new LinkedHashMap<>();
    encoders.put(MlpSpec.TYPE, new MlpSpec(List.of(24), 16, "layer"));
    encoders.put(CnnSpec.TYPE, new CnnSpec(List.of(8, 16), 16, "layer"));
    encoders.put(ConformerSpec.TYPE, new ConformerSpec(32, 4, 2, 5, 0));
    encoders.put(ResNet18Spec.TYPE, new ResNet18Spec(0));
    return encoders;
  }

  private static List<FusionSpec> fusions() {
    return List.of(
        new LateLinearSpec(),
        new LateMlpSpec(24, 0),
        new FilmSpec(),
        new GatedSpec(20),
        new TransformerSpec(32, 4, 1, 0));
  }

  private static Architecture architecture(EncoderSpec encoder, FusionSpec fusion) {
    boolean large = encoder instanceof ResNet18Spec;
    return new Architecture(
        List.of(
            new ModalitySpec("audio", large ? List.of(32, 40) : MAP, encoder),
            new ModalitySpec("video", large ? List.of(2, 3, 32, 32) : FRAMES, encoder)),
        fusion,
        CLASSES,
        Task.CLASSIFICATION.text());
  }
}
