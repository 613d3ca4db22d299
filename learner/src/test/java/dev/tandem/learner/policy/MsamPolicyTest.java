package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.TestingNetworks;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.optimizer.GradientSet;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.SgdSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Step by step, as numbered in docs/policies.md. */
class MsamPolicyTest {

  private static final LearnerSettings SETTINGS =
      TestingClips.plain(TestingClips.pair())
          .withPolicy("m-sam")
          .withOptimizer(
              OptimizerSettings.named("sgd")
                  .withSgd(new SgdSettings(0, false))
                  .withLearningRate(1e-30));

  private static final List<LabelledExample> BATCH =
      TestingClips.batch(SETTINGS.architecture(), 12, 0);

  /** By every order in which three can come. */
  @Test
  void shouldShareWorthByShapleyValues() {
    double[] worth = {0, 0.3, 0.2, 0.6, 0.1, 0.5, 0.4, 0.9}; // by coalition
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    double[] expected = new double[3];
    for (int[] order : orders) {
      int coalition = 0;
      for (int player : order) {
        int joined = coalition | 1 << player;
        expected[player] += (worth[joined] - worth[coalition]) / orders.length;
        coalition = joined;
      }
    }
    Shapley shapley = new Shapley(3);
    for (int player = 0; player < 3; player++) {
      double value = 0;
      for (int coalition : shapley.coalitions()) {
        value += shapley.weight(player, coalition) * worth[coalition];
      }
      assertThat(value).isCloseTo(expected[player], within(1e-12));
    }
  }

  @Test
  void shouldGoByTheDominantModalitysShare() {
    assertThat(MsamPolicy.dominantShare(new double[] {0.3, 0.1})).isCloseTo(0.75, within(1e-12));
    assertThat(MsamPolicy.dominantShare(new double[] {0.3, -0.1})).isEqualTo(1);
    assertThat(MsamPolicy.dominantShare(new double[] {0, -0.1})).isEqualTo(0.5);
    assertThat(MsamPolicy.dominantShare(new double[] {0.2, 0.2})).isEqualTo(0.5);
  }

  /** g = v ∇ℓ(θ + ε) + (1 − v) ∇ℓ(θ), with ε of length ρ along ∇ℓ. */
  @Test
  void shouldMixTheGradientOfWhereItIsSharpWithTheOneHere() {
    try (PolicyRun run = PolicyRun.of(SETTINGS)) {
      double[][] both =
          run.look(
              BATCH,
              0,
              pass -> {
                GradientSet here = pass.backward(pass.forward(), Set.of("fused"));
                GradientSet there =
                    pass.perturbed(
                        here,
                        0.05 / here.norm(),
                        () -> pass.backward(pass.forward(Map.of()), Set.of("fused")));
                return new double[][] {bias(here), bias(there)};
              });
      double[] made = run.step(BATCH, 0).gradients().get("fusion.bias");

      double share = run.look(BATCH, 0, MsamPolicyTest::dominantShare);
      assertThat(share).as("a mixture").isBetween(0.5, 0.99);
      for (int i = 0; i < made.length; i++) {
        assertThat(made[i]).isCloseTo(share * both[1][i] + (1 - share) * both[0][i], within(1e-6));
      }
    }
  }

  /** By hand, of two modalities, from what is answered without each. */
  private static double dominantShare(Pass pass) {
    double both = accuracy(pass.forward());
    double deaf = accuracy(pass.forward(Map.of("sound", Presence.MASKED)));
    double blind = accuracy(pass.forward(Map.of("sight", Presence.MASKED)));
    double ofSound = Math.max(0, (blind + both - deaf) / 2);
    double ofSight = Math.max(0, (deaf + both - blind) / 2);
    double sum = ofSound + ofSight;
    return sum == 0 ? 0.5 : Math.max(ofSound, ofSight) / sum;
  }

  private static double accuracy(Forward forward) {
    HeadOutput output = forward.losses().get("fused").output();
    double right = 0;
    for (int i = 0; i < BATCH.size(); i++) {
      right += output.argMax(i) == BATCH.get(i).label() ? 1 : 0;
    }
    return right / BATCH.size();
  }

  private static double[] bias(GradientSet gradients) {
    float[] values =
        gradients.parameters().stream()
            .filter(parameter -> parameter.name().equals("fusion.bias"))
            .findFirst()
            .flatMap(gradients::of)
            .orElseThrow()
            .toFloatArray();
    double[] doubles = new double[values.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** Whatever rounding does on the way there and back. */
  @Test
  void shouldPutTheParametersBackToTheBit() {
    try (PolicyRun run = PolicyRun.of(SETTINGS.withPolicyOption("learner.m-sam.rho", "0.37"))) {
      float[] before = run.values();
      run.look(BATCH, 0, pass -> run.policy().step(pass).gradients().size());

      assertThat(run.values()).isEqualTo(before);
    }
  }

  @Test
  void shouldMoveStatisticsOfBatchesByTheFirstPassAlone() {
    LearnerSettings conformers =
        TestingClips.plain(TestingNetworks.conformers()).withOptimizer(SETTINGS.optimizer());
    List<LabelledExample> batch = TestingClips.batch(conformers.architecture(), 6, 0);
    try (PolicyRun msam = PolicyRun.of(conformers.withPolicy("m-sam"));
        PolicyRun joint = PolicyRun.of(conformers.withPolicy("joint"))) {
      for (PolicyRun run : List.of(msam, joint)) {
        run.look(
            batch,
            0,
            pass -> {
              int gradients = run.policy().step(pass).gradients().size();
              pass.keepStatistics();
              return gradients;
            });
      }
      assertThat(msam.values()).isEqualTo(joint.values());
    }
  }
}
