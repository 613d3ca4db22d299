package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.spec.PaceSettings;
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
    TestingPaces keeper = mlb(STANDARD.withScoreHalfLife(4), 2);
    keeper.advance(new double[] {2, 1}, 4);

    // 4 more samples with half-life 4: N = 2/2 + 0, D = 4/2 + 4
    ModalityStep[] steps = keeper.advance(new double[] {0, 1}, 4);

    assertThat(steps[0].score()).isCloseTo(1.0 / 6, TIGHT);
    assertThat(steps[1].score()).isCloseTo(1.5 / 6, TIGHT);
  }

  @Test
  void shouldKeepThePaceWithoutPairedRows() {
    TestingPaces keeper = mlb(STANDARD, 2);
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

  /** Half-life 10: suspicion must last for 20 paired rows. Chance is 0.1. */
  @Test
  void shouldGuardAgainstADeadModalityUntilItWakes() {
    TestingPaces keeper = mlb(STANDARD.withScoreHalfLife(10).withGuard(true), 2);
    double[] dark = {0.11 * 8, 0.6 * 8};

    assertThat(keeper.advance(dark, 8)[0].pace()).isGreaterThan(1.9);
    assertThat(keeper.advance(dark, 8)[0].dead()).isFalse();
    ModalityStep[] third = keeper.advance(dark, 8);
    assertThat(third[0].dead()).isTrue();
    assertThat(third[1].dead()).isFalse();
    assertThat(third).extracting(ModalityStep::pace).containsOnly(1.0);

    ModalityStep[] awake = keeper.advance(new double[] {0.5 * 8, 0.6 * 8}, 8);
    assertThat(awake[0].dead()).isFalse();
    assertThat(awake[0].pace()).isGreaterThan(1);
  }

  @Test
  void shouldNotGuardAgainstWeaknessOfAll() {
    TestingPaces keeper = mlb(STANDARD.withScoreHalfLife(10).withGuard(true), 2);
    for (int k = 0; k < 10; k++) {
      // the other is no more than 0.10 above chance: a beginning, not a dark camera
      assertThat(keeper.advance(new double[] {0.11 * 8, 0.19 * 8}, 8)[0].dead()).isFalse();
    }
  }

  @Test
  void shouldRefuseAGuardWithoutAHalfLife() {
    assertThatThrownBy(() -> STANDARD.withGuard(true))
        .hasMessage(
            "learner.dead-modality-guard is on with learner.score-half-life 0; must be > 0 then. Set a half-life, such as 1000.");
  }

  @Test
  void shouldForgetOldScoresFasterAfterShortening() {
    TestingPaces keeper = mlb(STANDARD.withScoreHalfLife(1e9), 2);
    keeper.advance(new double[] {80, 80}, 100);
    keeper.shorten(4);

    // N = 0.8 4 + 0.2 4, D = 8
    assertThat(keeper.advance(new double[] {0.8, 3.2}, 4)[0].score()).isCloseTo(0.5, TIGHT);
  }

  /** Losses 2 and 4: the second lags, r = (2/4, 4/2). */
  @Test
  void shouldTurnTheRatioRoundWhereScoresAreLosses() {
    TestingPaces keeper = new TestingPaces("mlb", STANDARD, ScoreScale.ofLosses(), 2);

    ModalityStep[] steps = keeper.advance(new double[] {4, 8}, 2);

    assertThat(steps[0].ratio()).isCloseTo(0.5, TIGHT);
    assertThat(steps[1].ratio()).isCloseTo(2, TIGHT);
    assertThat(steps[1].pace()).isCloseTo(1.6640368, TIGHT);
    assertThat(steps[0].pace()).isCloseTo(0.6200510, TIGHT);
  }

  @Test
  void shouldNotPaceTheBaselines() {
    for (String name : new String[] {"joint", "multi-loss"}) {
      ModalityStep[] steps =
          new TestingPaces(name, STANDARD, ScoreScale.probabilities(10), 2)
              .advance(new double[] {0.8, 1.6}, 4);
      assertThat(steps).extracting(ModalityStep::pace).containsOnly(1.0);
    }
  }

  @Test
  void shouldListThePoliciesItKnows() {
    assertThatThrownBy(() -> Policies.named("omg"))
        .hasMessage(
            "learner.policy is 'omg'; known are %s. Use one of them."
                .formatted(String.join(", ", Policies.names())));
  }

  private static TestingPaces mlb(PaceSettings settings, int modalities) {
    return new TestingPaces("mlb", settings, ScoreScale.probabilities(10), modalities);
  }
}
