package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.SgdSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Step by step, as numbered in docs/policies.md. */
class AgmPolicyTest {

  private static final LearnerSettings SETTINGS =
      TestingClips.plain(TestingClips.pair())
          .withPolicy("agm")
          .withOptimizer(
              OptimizerSettings.named("sgd")
                  .withSgd(new SgdSettings(0, false))
                  .withLearningRate(0.2));

  private static final List<String> BOTH = List.of("sound", "sight");

  private static List<LabelledExample> batch(int k) {
    return TestingClips.batch(SETTINGS.architecture(), 8, k);
  }

  @Test
  void shouldTakeTheAnswerApart() {
    try (PolicyRun run = PolicyRun.of(SETTINGS)) {
      run.look(
          batch(0),
          0,
          pass -> {
            HeadOutput whole = fused(pass.forward());
            HeadOutput deaf = fused(pass.forward(Map.of("sound", Presence.ZEROS)));
            HeadOutput blind = fused(pass.forward(Map.of("sight", Presence.ZEROS)));
            Contributions contributions = Contributions.of(pass, BOTH);
            for (int row = 0; row < pass.size(); row++) {
              for (int c = 0; c < whole.classes(); c++) {
                double ofSound =
                    (whole.value(row, c) - deaf.value(row, c) + blind.value(row, c)) / 2.0;
                assertThat(contributions.contribution(0, row)[c]).isCloseTo(ofSound, within(1e-6));
                assertThat(
                        contributions.contribution(0, row)[c]
                            + contributions.contribution(1, row)[c])
                    .isCloseTo(whole.value(row, c), within(1e-6));
              }
            }
            return null;
          });
    }
  }

  private static HeadOutput fused(Forward forward) {
    return forward.losses().get(Heads.FUSED).output();
  }

  @Test
  void shouldCompareLossesByTheirDistanceFromTheMean() {
    assertThat(AgmPolicy.ratio(new double[] {1, 2}, 0)).isCloseTo(Math.E, within(1e-12));
    assertThat(AgmPolicy.ratio(new double[] {1, 2}, 1)).isCloseTo(1 / Math.E, within(1e-12));
    assertThat(AgmPolicy.ratio(new double[] {1, 2, 6}, 0))
        .isCloseTo(Math.exp(1.5 * 2), within(1e-12));
  }

  @Test
  void shouldBoundTheLossOfOneRow() {
    try (PolicyRun run = PolicyRun.of(SETTINGS)) {
      double[] losses =
          run.look(
              batch(0),
              0,
              pass ->
                  Contributions.of(pass, BOTH).meanLosses(new int[] {0, 1}, pass.labels(), 0.01));
      assertThat(losses).containsExactly(new double[] {0.01, 0.01}, within(1e-12));
    }
  }

  /** The means before a batch are those of earlier ones, weighted by their rows; 0 at first. */
  @Test
  void shouldGoByTheMeansOfEarlierBatches() {
    try (PolicyRun run = PolicyRun.of(SETTINGS)) {
      double[] first = losses(run, batch(0));
      Map<String, Double> atFirst = run.step(batch(0), 0).paces();
      double[] second = losses(run, batch(1).subList(0, 4));
      Map<String, Double> then = run.step(batch(1).subList(0, 4), 1).paces();
      double[] third = losses(run, batch(2));
      Map<String, Double> last = run.step(batch(2), 2).paces();

      double[] mean = {(8 * first[0] + 4 * second[0]) / 12, (8 * first[1] + 4 * second[1]) / 12};
      for (int m = 0; m < 2; m++) {
        assertThat(atFirst.get(BOTH.get(m))).isCloseTo(pace(new double[2], first, m), within(1e-9));
        assertThat(then.get(BOTH.get(m))).isCloseTo(pace(first, second, m), within(1e-9));
        assertThat(last.get(BOTH.get(m))).isCloseTo(pace(mean, third, m), within(1e-9));
      }
    }
  }

  private static double pace(double[] means, double[] scores, int m) {
    double exponent = Math.min(AgmPolicy.ratio(means, m) - AgmPolicy.ratio(scores, m), 10);
    return Math.exp(0.8 * exponent);
  }

  private static double[] losses(PolicyRun run, List<LabelledExample> batch) {
    return run.look(
        batch,
        0,
        pass -> {
          Contributions contributions = Contributions.of(pass, BOTH);
          return contributions.meanLosses(
              contributions.pairedRows(), pass.labels(), -Math.log(1e-8));
        });
  }

  /** With the zeroed passes cut off only the mean of the paces would be left. */
  @Test
  void shouldSendGradientsThroughTheZeroedPassesToo() {
    try (PolicyRun agm = PolicyRun.of(SETTINGS.withPace(SETTINGS.pace().withAlpha(20)));
        PolicyRun joint = PolicyRun.of(SETTINGS.withPolicy("joint"))) {
      PolicyRun.Made made = agm.step(batch(0), 0);
      Map<String, double[]> plain = joint.step(batch(0), 0).gradients();
      double mean = made.paces().values().stream().mapToDouble(k -> k).average().orElseThrow();
      assertThat(made.paces().get("sound")).isNotCloseTo(mean, within(0.01));

      double[] bias = plain.get("fusion.bias");
      for (int c = 0; c < bias.length; c++) { // reached by all passes: what is left is the mean
        assertThat(made.gradients().get("fusion.bias")[c])
            .as("nothing was clipped")
            .isCloseTo(mean * bias[c], within(1e-6));
      }
      // The last layer's weights in front of sound's logits: linear in what arrives there
      double[] own = made.gradients().get("fusion.sound.weight");
      double difference = 0;
      for (int i = 0; i < own.length; i++) {
        difference =
            Math.max(difference, Math.abs(own[i] - mean * plain.get("fusion.sound.weight")[i]));
      }
      assertThat(difference).isGreaterThan(1e-3);
    }
  }

  @Test
  void shouldClipWhereTheFusionsOutputLayerLeavesItsBound() {
    LearnerSettings steep = SETTINGS.withPace(SETTINGS.pace().withAlpha(60));
    try (PolicyRun run = PolicyRun.of(steep)) {
      boolean clipped = false;
      for (int k = 0; k < 10; k++) {
        Map<String, double[]> gradients = run.step(batch(k), k).gradients();
        double squares =
            gradients.entrySet().stream()
                .filter(gradient -> !gradient.getKey().startsWith("heads."))
                .flatMapToDouble(gradient -> Arrays.stream(gradient.getValue()))
                .map(value -> value * value)
                .sum();
        double largest =
            gradients.entrySet().stream()
                .filter(gradient -> gradient.getKey().matches("fusion.*weight"))
                .flatMapToDouble(gradient -> Arrays.stream(gradient.getValue()))
                .map(Math::abs)
                .max()
                .orElseThrow();
        assertThat(largest).isLessThanOrEqualTo(1);
        clipped |= Math.abs(squares - 1) < 1e-3;
      }
      assertThat(clipped).isTrue();
    }
  }
}
