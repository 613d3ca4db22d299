package dev.tandem.app.report;

import static dev.tandem.app.report.TestingEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.TestingHeap;
import dev.tandem.schemas.records.HeadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingFiguresTest {
  private static final int MANY = 200_000;

  @Test
  void shouldHoldNoMoreOfALongRunThanOfAShortOne() {
    long held = TestingHeap.heldBy(() -> figures(MANY));

    assertThat(held).isLessThan(64L * MANY);
    assertThat(figures(MANY).steps()).isEqualTo(MANY);
  }

  /** One in ten is wrong before the last tenth, and none in it. */
  @Test
  void shouldTakeTheFewestLastStepsWithATenthOfTheClips() {
    TrainingFigures figures = figures(1_000);

    assertThat(figures.all().accuracy().get("fused")).isEqualTo(0.91);
    assertThat(figures.lastTenth().accuracy().get("fused")).isEqualTo(1.0);
  }

  @Test
  void shouldKnowTheEndsOfServedStepsAlone() {
    StepTimes times = figures(1_000).times();

    assertThat(times.end(7)).contains(START.plusSeconds(7));
    assertThat(times.end(8)).isEmpty();
    assertThat(times.clipsPerSecond()).isEqualTo(10.0);
  }

  @Test
  void shouldThinTheCurveEvenlyAndEndItWithTheLastStep() {
    assertThat(curve(4, 4)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(curve(4, 5)).containsExactly(1L, 3L, 5L);
    assertThat(curve(4, 6)).containsExactly(1L, 3L, 5L, 6L);
    assertThat(curve(4, 8)).containsExactly(1L, 3L, 5L, 7L, 8L);
    assertThat(curve(4, 9)).containsExactly(1L, 5L, 9L);
    assertThat(curve(4, MANY)).hasSizeLessThanOrEqualTo(5).endsWith((long) MANY);
    assertThat(curve(4, 0)).isEmpty();
  }

  @Test
  void shouldHandOverAStepOnce() {
    List<Long> steps = new ArrayList<>();
    StepReader.Once once = new StepReader.Once(step -> steps.add(step.step()));
    for (long step : new long[] {1, 2, 3, 2, 3, 4}) {
      once.offer(TestingEvents.step(step, 5));
    }

    assertThat(steps).containsExactly(1L, 2L, 3L, 4L);
  }

  private static List<Long> curve(int most, int steps) {
    PaceCurve curve = new PaceCurve(most);
    IntStream.rangeClosed(1, steps).forEach(step -> curve.add(step(step, steps)));
    return curve.points().stream().map(Report.PacePoint::step).toList();
  }

  private static TrainingFigures figures(int steps) {
    return TrainingFigures.of(
        taker -> IntStream.rangeClosed(1, steps).forEach(step -> taker.accept(step(step, steps))),
        START,
        Set.of(7L));
  }

  /** Of ten clips, a second after the one before. */
  private static TrainedStep step(int step, int of) {
    int correct = step > of - of / 10 ? 10 : 9;
    return new TrainedStep(
        step,
        START.plusSeconds(step),
        10,
        List.of(new HeadResult("fused", 1.0, 10, correct)),
        new TreeMap<>());
  }
}
