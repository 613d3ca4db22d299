package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.ModalityStep;
import dev.tandem.learner.PaceSettings;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand. */
class PaceKeeperTest {

  private static final Offset<Double> TIGHT = within(1e-6);
  private static final PaceSettings STANDARD = PaceSettings.defaults();

  @Test
  void shouldPaceTwoModalitiesByTheirScores() {
    // s = (0.2, 0.4): r = (2, 0.5); k = (1 + tanh 0.8, 1 + tanh -0.4)
    ModalityStep[] steps = mlb(STANDARD, 2).advance(new double[] {0.8, 1.6}, 4);

    assertThat(steps[0].score()).isCloseTo(0.2, TIGHT);
    assertThat(steps[0].ratio()).isCloseTo(2, TIGHT);
    assertThat(steps[0].pace()).isCloseTo(1.6640368, TIGHT);
    assertThat(steps[1].ratio()).isCloseTo(0.5, TIGHT);
    assertThat(steps[1].pace()).isCloseTo(0.6200510, TIGHT);
  }

  @Test
  void shouldCompareWithTheMeanOfTheOthers() {
    // s = (0.1, 0.2, 0.6): r = (0.4/0.1, 0.35/0.2, 0.15/0.6) = (4, 1.75, 0.25)
    ModalityStep[] steps = mlb(STANDARD, 3).advance(new double[] {0.2, 0.4, 1.2}, 2);

    assertThat(steps[0].ratio()).isCloseTo(4, TIGHT);
    assertThat(steps[1].ratio()).isCloseTo(1.75, TIGHT);
    assertThat(steps[2].ratio()).isCloseTo(0.25, TIGHT);
    assertThat(steps[1].pace()).isCloseTo(1.5370496, TIGHT);
  }

  @Test
  void shouldApplyBetaMaxToTheLaggingOnly() {
    ModalityStep[] steps = mlb(STANDARD.withBetaMax(10), 2).advance(new double[] {0.8, 1.6}, 4);

    assertThat(steps[0].pace()).isCloseTo(1 + 9 * 0.6640368, within(1e-5));
    assertThat(steps[1].pace()).isCloseTo(0.6200510, TIGHT);
  }

  @Test
  void shouldOnlyAccelerateWithoutTheBrake() {
    ModalityStep[] steps = mlb(STANDARD.withBrake(false), 2).advance(new double[] {0.8, 1.6}, 4);

    assertThat(steps[0].pace()).isCloseTo(1.6640368, TIGHT);
    assertThat(steps[1].pace()).isEqualTo(1);
  }

  @Test
  void shouldSmoothScoresOverTheirHalfLife() {
    PaceKeeper keeper = PaceKeeper.fresh(Policies.named("mlb", STANDARD), 4, 2);
    keeper.advance(new double[] {2, 1}, 4);

    // 4 more samples with half-life 4: N = 2/2 + 0, D = 4/2 + 4
    ModalityStep[] steps = keeper.advance(new double[] {0, 1}, 4);

    assertThat(steps[0].score()).isCloseTo(1.0 / 6, TIGHT);
    assertThat(steps[1].score()).isCloseTo(1.5 / 6, TIGHT);
  }

  @Test
  void shouldKeepThePaceWithoutPairedRows() {
    PaceKeeper keeper = mlb(STANDARD, 2);
    double before = keeper.advance(new double[] {0.8, 1.6}, 4)[0].pace();

    ModalityStep[] steps = keeper.advance(new double[] {0, 0}, 0);

    assertThat(steps[0].pace()).isEqualTo(before);
    assertThat(steps[0].score()).isNaN();
    assertThat(steps[0].ratio()).isNaN();
  }

  @Test
  void shouldStartAtPaceOne() {
    assertThat(mlb(STANDARD, 2).advance(new double[2], 0)[1].pace()).isEqualTo(1);
  }

  @Test
  void shouldStayFiniteWhenScoresVanish() {
    ModalityStep[] none = mlb(STANDARD, 2).advance(new double[] {0, 0}, 3);
    ModalityStep[] one = mlb(STANDARD, 2).advance(new double[] {0, 1}, 3);

    assertThat(none[0].pace()).isEqualTo(1);
    assertThat(one[0].pace()).isEqualTo(2);
    assertThat(one[1].pace()).isCloseTo(1 - 0.6640368, TIGHT);
  }

  @Test
  void shouldNotPaceTheBaselines() {
    for (String name : new String[] {"joint", "multi-loss"}) {
      Policy policy = Policies.named(name, STANDARD);
      assertThat(policy.name()).isEqualTo(name);
      assertThat(policy.pace(5)).isEqualTo(1);
    }
  }

  @Test
  void shouldListThePoliciesItKnows() {
    assertThatThrownBy(() -> Policies.named("ogm", STANDARD))
        .hasMessage("learner.policy is 'ogm'; known are joint, mlb, multi-loss. Use one of them.");
  }

  private static PaceKeeper mlb(PaceSettings settings, int modalities) {
    return PaceKeeper.fresh(Policies.named("mlb", settings), 0, modalities);
  }
}
