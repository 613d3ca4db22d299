package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Step by step, as numbered in docs/policies.md. */
class CggmPolicyTest {

  private static final LearnerSettings SETTINGS =
      TestingClips.plain(TestingClips.pair())
          .withOptimizer(
              OptimizerSettings.named("sgd")
                  .withSgd(new SgdSettings(0, false))
                  .withLearningRate(0.5));

  private static final List<LabelledExample> BATCH = batch(SETTINGS.architecture(), 0);

  private static List<LabelledExample> batch(Architecture architecture, int k) {
    return TestingClips.batch(architecture, 12, k);
  }

  private static PolicyRun cggm() {
    return PolicyRun.of(SETTINGS.withPolicy("cggm"));
  }

  @Test
  void shouldTrainItsClassifiersOnDetachedRepresentationsByThemselves() {
    try (PolicyRun cggm = cggm();
        PolicyRun multiLoss = PolicyRun.of(SETTINGS.withPolicy("multi-loss"))) {
      Map<String, double[]> own = cggm.step(BATCH, 0).gradients();
      Map<String, double[]> all = multiLoss.step(BATCH, 0).gradients();

      assertThat(cggm.policy().optimises("sound")).isFalse();
      for (String classifier : List.of("heads.sound.weight", "heads.sight.bias")) {
        assertThat(own.get(classifier)).isEqualTo(all.get(classifier));
      }
    }
  }

  @Test
  void shouldMultiplyEncodersAloneByWhatTheirClassifiersHaveGained() {
    try (PolicyRun cggm = cggm();
        PolicyRun joint = PolicyRun.of(SETTINGS.withPolicy("joint"))) {
      Map<String, Double> gained =
          cggm.look(
              BATCH,
              0,
              pass -> Map.of("sound", accuracy(pass, "sound"), "sight", accuracy(pass, "sight")));
      PolicyRun.Made made = cggm.step(BATCH, 0);
      Map<String, double[]> plain = joint.step(BATCH, 0).gradients();

      double sum = gained.get("sound") + gained.get("sight");
      assertThat(sum).isPositive();
      gained.forEach(
          (modality, gain) ->
              assertThat(made.paces().get(modality))
                  .isCloseTo(1.3 * (sum - gain) / sum, within(1e-6)));
      made.gradients()
          .forEach(
              (name, values) -> {
                double pace = pace(name, made.paces());
                for (int i = 0; i < values.length; i++) {
                  assertThat(values[i]).as(name).isCloseTo(pace * plain.get(name)[i], within(1e-6));
                }
              });
    }
  }

  private static double pace(String parameter, Map<String, Double> paces) {
    return paces.entrySet().stream()
        .filter(pace -> parameter.startsWith("encoders." + pace.getKey()))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElse(1);
  }

  private static double accuracy(Pass pass, String head) {
    var output = pass.forward().losses().get(head).output();
    double right = 0;
    for (int i = 0; i < pass.size(); i++) {
      right += output.argMax(i) == pass.labels().classOf(i) ? 1 : 0;
    }
    return right / pass.size();
  }

  @Test
  void shouldBalanceByGainsAndAddItsGuardAgainstZeroOnce() {
    assertThat(CggmPolicy.balances(new double[] {0.2, 0.1}))
        .containsExactly(new double[] {1.0 / 3, 2.0 / 3}, within(1e-7));
    assertThat(CggmPolicy.balances(new double[] {0.2, -0.1}))
        .containsExactly(new double[] {-1, 2}, within(1e-6));
    // (S − Δ)/S with S = 0 + 1e-8 in both places
    assertThat(CggmPolicy.balances(new double[] {0.1, -0.1})[0]).isCloseTo(1 - 1e7, within(1.0));
  }

  /** Its parameters hardly move: the same batch again is answered as well as before. */
  @Test
  void shouldModulateNothingWhereNothingWasGained() {
    LearnerSettings still =
        SETTINGS.withPolicy("cggm").withOptimizer(SETTINGS.optimizer().withLearningRate(1e-30));
    try (PolicyRun cggm = PolicyRun.of(still)) {
      assertThat(cggm.step(BATCH, 0).paces().values()).doesNotContain(1.0);
      assertThat(cggm.step(BATCH, 1).paces().values()).containsOnly(1.0);
    }
  }

  @Test
  void shouldDrawTheFusionToTheHeadsWithTheNextBatch() {
    LearnerSettings directed = directed();
    try (PolicyRun with = PolicyRun.of(directed);
        PolicyRun without =
            PolicyRun.of(directed.withPolicyOption("learner.cggm.direction", "off"))) {
      List<LabelledExample> first = batch(directed.architecture(), 0);
      assertThat(with.step(first, 0).gradients().get("fusion.output.weight"))
          .as("nothing is kept at the first")
          .isEqualTo(without.step(first, 0).gradients().get("fusion.output.weight"));
      assertThat(with.values()).isEqualTo(without.values());

      List<LabelledExample> second = batch(directed.architecture(), 1);
      Map<String, double[]> drawn = with.step(second, 1).gradients();
      Map<String, double[]> plain = without.step(second, 1).gradients();
      for (Map.Entry<String, double[]> gradient : drawn.entrySet()) {
        boolean output = gradient.getKey().equals("fusion.output.weight");
        assertThat(Arrays.equals(gradient.getValue(), plain.get(gradient.getKey())))
            .as(gradient.getKey())
            .isEqualTo(!output);
      }
    }
  }

  private static LearnerSettings directed() {
    Architecture level =
        new Architecture(
            List.of(
                new ModalitySpec("sound", List.of(6), EncoderSpec.mlp(5)),
                new ModalitySpec("sight", List.of(4), EncoderSpec.mlp(5))),
            new LateMlpSpec(64, 0),
            3,
            Task.CLASSIFICATION.text());
    return TestingClips.plain(level)
        .withPolicy("cggm")
        .withOptimizer(SETTINGS.optimizer())
        .withPolicyOption("learner.cggm.direction", "weights");
  }

  @Test
  void shouldClipTheNormEvenWhereNobodyAskedForIt() {
    assertThat(Policies.settled(SETTINGS.withPolicy("cggm")).optimizer().clipNorm()).hasValue(0.8);
    assertThat(Policies.settled(SETTINGS.withPolicy("joint")).optimizer().clipNorm()).isEmpty();
  }

  @Test
  void shouldRefuseADirectionBetweenLayersOfDifferentShapes() {
    assertThatThrownBy(
            () ->
                Policies.settled(
                    SETTINGS
                        .withPolicy("cggm")
                        .withPolicyOption("learner.cggm.direction", "weights")))
        .hasMessage(
            "learner.policy is cggm, which is defined with learner.cggm.direction=weights where the output layers of fusion and heads have one shape, which they have not with late-linear. Change one of them.");
    assertThatThrownBy(
            () ->
                Policies.settled(
                    SETTINGS
                        .withPolicy("cggm")
                        .withPace(SETTINGS.pace().withAppliesTo(PaceTarget.UPDATE))))
        .hasMessage(
            "learner.pace-applies-to is update; the pace of learner.policy cggm is part of its gradients. Remove it to use gradient.");
    assertThat(Set.of(directed().architecture().fusion().name())).containsExactly("late-mlp");
  }
}
