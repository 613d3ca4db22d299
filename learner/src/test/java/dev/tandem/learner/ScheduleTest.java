package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.ScheduleSettings;
import dev.tandem.learner.spec.SgdSettings;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Factors against numbers worked out by hand, and that the updates of a learner have them. */
class ScheduleTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final double RATE = 0.1;
  private static final double HALF_ROOT = Math.sqrt(0.5);

  @Test
  void shouldKeepTheFullRate() {
    requireFactors(ScheduleSettings.constant(), 1, 1, 1, 1);
  }

  @Test
  void shouldWarmUpInAStraightLine() {
    requireFactors(ScheduleSettings.constant().withWarmUp(4), 0.25, 0.5, 0.75, 1, 1, 1);
  }

  /** (1 + cos(πt/4))/2, and 0 from then on. */
  @Test
  void shouldFallAlongACosineAndStay() {
    double first = (1 + HALF_ROOT) / 2;
    requireFactors(
        ScheduleSettings.named("cosine").withPeriod(4), 1, first, 0.5, 1 - first, 0, 0, 0);
  }

  @Test
  void shouldFallToTheFloorAfterWarmingUp() {
    requireFactors(
        ScheduleSettings.named("cosine").withWarmUp(2).withPeriod(2).withFloor(0.2),
        0.5,
        1,
        1,
        0.6,
        0.2,
        0.2);
  }

  @Test
  void shouldBeginTheCosineAgain() {
    requireFactors(
        ScheduleSettings.named("cosine-restarts").withPeriod(3), 1, 0.75, 0.25, 1, 0.75, 0.25, 1);
  }

  /** √(1/(t + 1)). */
  @Test
  void shouldFallWithTheRootOfTheSteps() {
    requireFactors(ScheduleSettings.named("inverse-sqrt"), 1, HALF_ROOT, Math.sqrt(1.0 / 3), 0.5);
    assertThat(ScheduleSettings.named("inverse-sqrt").factor(9_999)).isCloseTo(0.01, within(1e-12));
  }

  /** √(w/(t + w)), t steps after w steps of warming up. */
  @Test
  void shouldFallWithTheRootOfTheStepsAfterWarmingUp() {
    ScheduleSettings schedule = ScheduleSettings.named("inverse-sqrt").withWarmUp(2);

    requireFactors(schedule, 0.5, 1, 1, Math.sqrt(2.0 / 3), HALF_ROOT);
    assertThat(schedule.factor(8)).isCloseTo(0.5, within(1e-12));
  }

  private static Stream<ScheduleSettings> schedules() {
    return Stream.of(
        ScheduleSettings.constant().withWarmUp(10),
        ScheduleSettings.named("cosine").withWarmUp(2).withPeriod(6).withFloor(0.1),
        ScheduleSettings.named("cosine-restarts").withPeriod(3),
        ScheduleSettings.named("inverse-sqrt").withWarmUp(3));
  }

  /** From the same state, a constant rate of that size does the same, replays included. */
  @ParameterizedTest
  @MethodSource("schedules")
  void shouldUpdateAtTheRateOfTheStep(ScheduleSettings schedule) {
    try (Learner learner = Learner.create(settings(RATE, schedule))) {
      for (int k = 0; k < 6; k++) {
        LearnerSettings constant = settings(RATE * schedule.factor(k), ScheduleSettings.constant());
        try (Learner other = Learner.restore(constant, learner.state())) {
          List<LabelledExample> batch = TestingClips.batch(PAIR, 8, k);
          assertThat(learner.train(batch).trained()).isTrue();
          other.train(batch);

          assertThat(Bits.of(learner.state())).as("step %d", k).isEqualTo(Bits.of(other.state()));
        }
      }
    }
  }

  /** SGD without momentum moves by the rate times the gradient. */
  @Test
  void shouldMoveByTheShareOfTheRate() {
    ScheduleSettings quarter = ScheduleSettings.constant().withWarmUp(4);
    float[] full = firstMove(ScheduleSettings.constant());
    float[] moved = firstMove(quarter);

    for (int c = 0; c < full.length; c++) {
      assertThat(Math.abs(full[c])).isGreaterThan(1e-3f);
      assertThat(moved[c]).isCloseTo(full[c] / 4, within(1e-6f));
    }
  }

  private static float[] firstMove(ScheduleSettings schedule) {
    LearnerSettings settings =
        settings(RATE, schedule).withRehearsal(RehearsalSettings.none()).withPolicy("multi-loss");
    return TestingSteps.first(settings, TestingClips.batch(PAIR, 8, 0))
        .changes()
        .get("fusion.bias");
  }

  private static LearnerSettings settings(double rate, ScheduleSettings schedule) {
    return TestingClips.settings(PAIR)
        .withRehearsal(RehearsalSettings.defaults().withUpdatesPerBatch(2))
        .withOptimizer(
            OptimizerSettings.named("sgd")
                .withSgd(new SgdSettings(0, false))
                .withLearningRate(rate)
                .withSchedule(schedule));
  }

  private static void requireFactors(ScheduleSettings schedule, double... expected) {
    assertThat(LongStream.range(0, expected.length).mapToDouble(schedule::factor).toArray())
        .containsExactly(expected, within(1e-12));
  }
}
