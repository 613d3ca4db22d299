package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.Learner;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** With PyTorch, unlike the other tests here. */
class PredictorBuilderTest {
  private static final EncoderSpec ENCODER = new MlpSpec(List.of(8), 4, "layer");
  private static final Architecture NETWORK =
      new Architecture(
          List.of(
              new ModalitySpec("audio", List.of(3), ENCODER),
              new ModalitySpec("video", List.of(2, 2), ENCODER)),
          "late-linear",
          2);
  private static final ModelManifest MANIFEST =
      ModelManifest.newBuilder(Publication.of(1, 1, 0.5f).manifest())
          .setArchitecture(NETWORK.toJson())
          .setContract(List.of(contract("audio", List.of(3)), contract("video", List.of(2, 2))))
          .build();
  private static final Example BOTH =
      new Example(
          "both",
          new TreeMap<>(
              Map.of("audio", new float[] {1, -2, 3}, "video", new float[] {0.5f, 0, -1, 2})));

  private final PredictorBuilder builder = new PredictorBuilder();

  @Test
  void shouldAnswerAsTheLearnerThatPublished() throws RefusedVersionException {
    try (Learner learner = learner();
        ScoringModel model = builder.build(MANIFEST, published(learner))) {
      WarmUp.of(MANIFEST).run(model);
      Map<String, float[]> expected = learner.predict(List.of(BOTH)).get(0).byHead();
      Map<String, float[]> answered = model.score(List.of(BOTH)).get(0).byHead();

      assertThat(answered.keySet()).containsExactly("fused", "audio", "video");
      expected.forEach((head, values) -> assertThat(answered.get(head)).isEqualTo(values));
    }
  }

  @Test
  void shouldRefuseWeightsOfAnotherShape() {
    try (Learner learner = learner()) {
      List<NamedTensor> weights = published(learner);

      assertThatThrownBy(() -> builder.build(MANIFEST, weights.subList(1, weights.size())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("number of tensors: expected (\\d+) but got (?!\\1)\\d+\\. .*");
    }
  }

  @Test
  void shouldRefuseAContractThatTheNetworkDoesNotKeep() {
    ModelManifest other =
        ModelManifest.newBuilder(MANIFEST)
            .setContract(List.of(contract("audio", List.of(3))))
            .build();

    assertThatThrownBy(() -> builder.build(other, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the network takes {audio=[3], video=[2, 2]},"
                + " the feature contract promises {audio=[3]}");
  }

  @Test
  void shouldRefuseAnotherNumberOfClasses() {
    ModelManifest other =
        ModelManifest.newBuilder(MANIFEST).setClassNames(List.of("a", "b", "c")).build();

    assertThatThrownBy(() -> builder.build(other, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the network has 2 outputs, the manifest names 3");
  }

  private static Learner learner() {
    Learner learner = Learner.create(LearnerSettings.of(NETWORK, List.of("no", "yes")).withSeed(7));
    for (int k = 0; k < 5; k++) { // so that the average and the readout's weights differ
      learner.train(List.of(new LabelledExample(BOTH, 1)));
    }
    return learner;
  }

  /** What a consumer reads of what the learner wrote. */
  private static List<NamedTensor> published(Learner learner) {
    List<NamedTensor> tensors =
        learner.weights().stream().map(PredictorBuilderTest::tensor).toList();
    return Safetensors.decode(Safetensors.encode(tensors));
  }

  private static NamedTensor tensor(WeightTensor tensor) {
    List<Integer> shape = Arrays.stream(tensor.shape()).boxed().toList();
    return new NamedTensor(tensor.name(), shape, tensor.data());
  }

  private static FeatureContract contract(String modality, List<Integer> shape) {
    return new FeatureContract(modality, new Extractor("raw", "1"), shape);
  }
}
