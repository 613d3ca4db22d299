package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterGroup.Role;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policies beside mlb do to a step. */
class ModulationTest {
  private static final Architecture PAIR = TestingClips.pair();
  private static final OptimizerSettings PLAIN_SGD =
      OptimizerSettings.named("sgd").withSgd(new SgdSettings(0, false));

  @ParameterizedTest
  @ValueSource(strings = {"sgd on the update", "sgd on the gradient"})
  void shouldSlowDownTheEncoderOfTheModalityThatOgmFindsAhead(String where) {
    PaceTarget target = where.endsWith("update") ? PaceTarget.UPDATE : PaceTarget.GRADIENT;
    Map<String, float[]> joint = firstStep(settings("joint", target)).changes();
    Step ogm = firstStep(settings("ogm", target));

    Map<String, ModalityStep> paces = ogm.report().modalities();
    assertThat(paces.values()).filteredOn(step -> step.pace() < 1).hasSize(1);
    for (Parameter parameter : new Network(PAIR).layout().parameters()) {
      boolean probe = parameter.group().role() == Role.HEAD;
      boolean encoder = parameter.group().role() == Role.ENCODER;
      double pace = encoder ? paces.get(parameter.group().modality().orElseThrow()).pace() : 1;
      if (!probe) {
        requireScaled(
            parameter.name(),
            joint.get(parameter.name()),
            ogm.changes().get(parameter.name()),
            pace);
      }
    }
  }

  private static void requireScaled(String name, float[] plain, float[] scaled, double pace) {
    for (int i = 0; i < plain.length; i++) {
      assertThat((double) scaled[i]).as(name).isCloseTo(pace * plain[i], within(1e-7));
    }
  }

  @Test
  void shouldAddNoiseToEncodersAloneAndTheSameAgain() {
    Map<String, float[]> plain = firstStep(settings("ogm", PaceTarget.GRADIENT)).changes();
    Map<String, float[]> noisy = firstStep(settings("ogm-ge", PaceTarget.GRADIENT)).changes();
    Map<String, float[]> again = firstStep(settings("ogm-ge", PaceTarget.GRADIENT)).changes();

    for (Parameter parameter : new Network(PAIR).layout().parameters()) {
      boolean encoder = parameter.group().role() == Role.ENCODER;
      float[] changes = noisy.get(parameter.name());
      assertThat(changes).as(parameter.name()).isEqualTo(again.get(parameter.name()));
      assertThat(Arrays.equals(changes, plain.get(parameter.name())))
          .as(parameter.name())
          .isEqualTo(!encoder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"agreement", "agreement-shared"})
  void shouldSpeedUpWhileGradientsAgreeUpToItsBound(String policy) {
    LearnerSettings settings =
        TestingClips.plain(PAIR)
            .withPolicy(policy)
            .withOptimizer(OptimizerSettings.named("adam").withLearningRate(1e-9));
    List<LabelledExample> batch = TestingClips.batch(PAIR, 16, 0);
    List<Double> paces = new ArrayList<>();
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 20; k++) {
        Map<String, ModalityStep> modalities = learner.train(batch).modalities();
        paces.add(modalities.get("sound").pace());
        assertThat(modalities.get("sight").pace()).isCloseTo(paces.get(k), within(1e-3));
      }
    }
    assertThat(paces.get(0)).isEqualTo(1); // there are no moments yet
    assertThat(paces.get(1)).isCloseTo(Math.exp(0.1), within(1e-3));
    assertThat(paces.get(2)).isCloseTo(Math.exp(0.2), within(1e-3));
    assertThat(paces.get(19)).isCloseTo(Math.exp(1.4), within(1e-3));
  }

  @Test
  void shouldLeaveThePaceOfAModalityThatIsMissing() {
    LearnerSettings settings = TestingClips.plain(PAIR).withPolicy("agreement");
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 4; k++) {
        learner.train(TestingClips.batch(PAIR, 16, k));
      }
      double before =
          learner.train(TestingClips.batch(PAIR, 16, 4)).modalities().get("sight").pace();
      List<LabelledExample> blind =
          TestingClips.batch(PAIR, 16, 5).stream()
              .map(clip -> TestingClips.without("sight", clip))
              .toList();

      assertThat(learner.train(blind).modalities().get("sight").pace())
          .isCloseTo(before, within(1e-12));
    }
  }

  @Test
  void shouldRefuseWhatAPolicyIsNotDefinedFor() {
    assertThatThrownBy(
            () ->
                TestingClips.plain(PAIR)
                    .withPolicy("agreement")
                    .withOptimizer(OptimizerSettings.named("rmsprop")))
        .hasMessage(
            "learner.policy is agreement; it needs adam, adamw, or sgd with momentum. Use another policy.");
  }

  /** What a step did, and what it said. */
  private record Step(StepReport report, Map<String, float[]> changes) {}

  private static LearnerSettings settings(String policy, PaceTarget target) {
    return TestingClips.plain(PAIR)
        .withPolicy(policy)
        .withPace(PaceSettings.defaults().withAppliesTo(target))
        .withOptimizer(PLAIN_SGD);
  }

  private static Step firstStep(LearnerSettings settings) {
    try (Learner learner = Learner.create(settings)) {
      Map<String, ByteBuffer> before = tensors(learner);
      StepReport report = learner.train(TestingClips.batch(PAIR, 16, 0));
      Map<String, float[]> changes = new TreeMap<>();
      tensors(learner)
          .forEach((name, values) -> changes.put(name, difference(before.get(name), values)));
      return new Step(report, changes);
    }
  }

  private static Map<String, ByteBuffer> tensors(Learner learner) {
    Map<String, ByteBuffer> tensors = new TreeMap<>();
    learner.weights().forEach(tensor -> tensors.put(tensor.name(), tensor.data()));
    return tensors;
  }

  private static float[] difference(ByteBuffer before, ByteBuffer after) {
    float[] difference = new float[before.limit() / Float.BYTES];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = after.getFloat(4 * i) - before.getFloat(4 * i);
    }
    return difference;
  }
}
