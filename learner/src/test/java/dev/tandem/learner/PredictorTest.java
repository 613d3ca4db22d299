package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ReadoutSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PredictorTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final List<LabelledExample> CLIPS = TestingClips.batch(PAIR, 5, 77);

  private static Stream<Arguments> readouts() {
    return ReadoutSettings.READOUTS.stream()
        .flatMap(
            readout ->
                ReadoutSettings.AVERAGINGS.stream()
                    .map(averaging -> Arguments.of(readout, averaging)));
  }

  @ParameterizedTest
  @MethodSource("readouts")
  void shouldAnswerAsTheLearnerDid(String readout, String averaging) {
    LearnerSettings settings =
        TestingClips.settings(PAIR).withReadout(new ReadoutSettings(readout, averaging));
    try (Learner learner = trained(settings);
        Predictor predictor = Predictor.load(reread(PAIR), learner.weights())) {
      List<Example> examples = new ArrayList<>(TestingClips.examples(CLIPS));
      examples.add(TestingClips.without("sound", CLIPS.get(0)).example());

      List<HeadOutputs> served = predictor.predict(examples);

      assertThat(Bits.ofAnswers(served)).isEqualTo(Bits.ofAnswers(learner.predict(examples)));
      assertThat(served.get(0).byHead().keySet()).containsExactly("fused", "sound", "sight");
      assertThat(served.get(5).byHead().keySet()).containsExactly("fused", "sight");
      assertThat(predictor.predict(List.of())).isEmpty();
    }
  }

  @Test
  void shouldGiveProbabilities() {
    try (Learner learner = trained()) {
      for (HeadOutputs prediction : learner.predict(TestingClips.examples(CLIPS))) {
        for (float[] p : prediction.byHead().values()) {
          assertThat(p).hasSize(3);
          assertThat(p[0] + p[1] + p[2]).isBetween(0.9999f, 1.0001f);
        }
      }
    }
  }

  @Test
  void shouldPredictBesideATrainingLearner() throws ExecutionException, InterruptedException {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Learner learner = trained();
        Predictor predictor = Predictor.load(PAIR, learner.weights())) {
      List<HeadOutputs> before = predictor.predict(TestingClips.examples(CLIPS));
      Future<Integer> disagreements =
          other.submit(
              () -> {
                int count = 0;
                for (int i = 0; i < 200; i++) {
                  float[] now =
                      predictor.predict(TestingClips.examples(CLIPS)).get(0).byHead().get("fused");
                  count += now[0] == before.get(0).byHead().get("fused")[0] ? 0 : 1;
                }
                return count;
              });
      for (int k = 0; k < 100; k++) {
        learner.train(TestingClips.batch(PAIR, 8, k));
      }

      assertThat(disagreements.get()).isZero();
    } finally {
      other.shutdown();
    }
  }

  @Test
  void shouldRefuseWeightsThatDoNotFit() {
    try (Learner learner = trained()) {
      List<WeightTensor> weights = new ArrayList<>(learner.weights());
      WeightTensor first = weights.get(0);

      weights.set(0, new WeightTensor(first.name(), new int[] {8, 5}, ByteBuffer.allocate(160)));
      assertThatThrownBy(() -> Predictor.load(PAIR, weights))
          .hasMessage(
              "tensor encoders.sound.1.weight: expected (8, 6) but got (8, 5). Use weights of the same architecture.");
      weights.set(0, new WeightTensor("else", first.shape(), first.data()));
      assertThatThrownBy(() -> Predictor.load(PAIR, weights))
          .hasMessage(
              "tensor 0: expected encoders.sound.1.weight but got else. Use weights of the same architecture.");
      assertThatThrownBy(() -> Predictor.load(PAIR, weights.subList(0, 3)))
          .hasMessage(
              "number of tensors: expected 23 but got 3. Use weights of the same architecture.");
      assertThatThrownBy(() -> new WeightTensor("w", new int[] {2, 2}, ByteBuffer.allocate(12)))
          .hasMessage(
              "tensor w has 12 bytes; (2, 2) of float32 needs 16. Read it again from its source.");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldTakeNoMemoryForANetworkThatTheWeightsAreNot() throws IOException {
    EncoderSpec wide = EncoderSpec.mlp(20_000, 20_000); // 1.6 GB
    ModalitySpec sound = new ModalitySpec("sound", List.of(6), wide);
    Architecture huge =
        new Architecture(List.of(sound, PAIR.modalities().get(1)), "late-linear", 3);
    List<WeightTensor> weights =
        new Network(huge)
            .layout().parameters().stream()
                .map(p -> new WeightTensor(p.name(), new int[] {0}, ByteBuffer.allocate(0)))
                .toList();
    long before = peakKilobytes();

    assertThatThrownBy(() -> Predictor.load(huge, weights))
        .hasMessage(
            "tensor encoders.sound.1.weight: expected (20000, 6) but got (0). Use weights of the same architecture.");
    assertThat(peakKilobytes() - before).isLessThan(400_000);
  }

  private static long peakKilobytes() throws IOException {
    return NativeMemoryTest.kilobytes("VmHWM");
  }

  @Test
  void shouldRefuseUseAfterClosing() {
    try (Learner learner = trained()) {
      Predictor predictor = Predictor.load(PAIR, learner.weights());
      predictor.close();

      assertThatThrownBy(() -> predictor.predict(List.of()))
          .hasMessage("the predictor is closed; load another.");
    }
  }

  private static Architecture reread(Architecture architecture) {
    return Architecture.fromJson(architecture.toJson());
  }

  private static Learner trained() {
    return trained(TestingClips.settings(PAIR));
  }

  private static Learner trained(LearnerSettings settings) {
    Learner learner = Learner.create(settings);
    for (int k = 0; k < 20; k++) {
      learner.train(TestingClips.batch(PAIR, 8, k));
    }
    return learner;
  }
}
