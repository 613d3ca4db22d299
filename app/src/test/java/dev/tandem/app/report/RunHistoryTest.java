package dev.tandem.app.report;

import static dev.tandem.app.report.TestingEvents.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunHistoryTest {
  private final RunHistory history = new RunHistory("av");

  @Test
  void shouldKeepEachStepOnceAndInOrder() {
    history.add(TestingEvents.step(1, 4));
    history.add(TestingEvents.step(2, 5));
    history.add(TestingEvents.step(1, 9)); // written again after a restart
    history.add(TestingEvents.step(2, 9));
    history.add(TestingEvents.step(3, 6));

    List<TrainedStep> steps = history.lastSteps(1_000);
    assertThat(steps).extracting(TrainedStep::step).containsExactly(1L, 2L, 3L);
    assertThat(HeadSums.of(steps).accuracy()).containsEntry("fused", 0.5);
  }

  @Test
  void shouldKeepTheLatestProgressOfOneStep() {
    history.add(TestingEvents.progress(1, START.plusSeconds(60), Map.of("late", 2L)));
    history.add(TestingEvents.progress(1, START.plusSeconds(30), Map.of("late", 1L)));

    assertThat(history.progress().orElseThrow().getTrainedUntil()).isEqualTo(START.plusSeconds(60));
    assertThat(history.totals()).containsEntry("late", 2L);
  }

  @Test
  void shouldTakeTheTotalsOfTheNewestEvent() {
    history.add(TestingEvents.step(2, 5, Map.of("trained", 20L)));
    history.add(TestingEvents.step(1, 5, Map.of("trained", 10L)));

    assertThat(history.totals()).containsEntry("trained", 20L);
  }

  @Test
  void shouldTakeTheFewestLastStepsThatHoldTheClips() {
    for (int step = 1; step <= 5; step++) {
      history.add(TestingEvents.step(step, 5));
    }

    assertThat(history.lastSteps(11)).extracting(TrainedStep::step).containsExactly(4L, 5L);
    assertThat(history.lastSteps(1_000)).hasSize(5);
    assertThat(history.lastSteps(0)).isEmpty();
  }

  @Test
  void shouldKeepEachVersionOnce() {
    history.add(TestingEvents.version(2, 40));
    history.add(TestingEvents.version(1, 20));
    history.add(TestingEvents.version(2, 40));

    assertThat(history.versions()).extracting(Report.Version::version).containsExactly(1, 2);
    assertThat(history.newestVersion().orElseThrow().getSha256()).isEqualTo("digest2");
  }

  @Test
  void shouldKeepNoMoreThanTheLastOfALongRun() {
    for (int number = 1; number <= RunHistory.VERSIONS + 7; number++) {
      history.add(TestingEvents.step(number, 5));
      history.add(TestingEvents.version(number, number));
    }

    assertThat(history.lastSteps(Long.MAX_VALUE)).hasSize(RunHistory.STEPS);
    assertThat(history.versions()).hasSize(RunHistory.VERSIONS);
    assertThat(history.versions().get(0).version()).isEqualTo(8);
  }

  @Test
  void shouldIgnoreOtherModels() {
    RunHistory other = new RunHistory("other");
    other.add(TestingEvents.step(1, 5, Map.of("trained", 10L)));
    other.add(TestingEvents.version(1, 20));

    assertThat(other.newestStep()).isEmpty();
    assertThat(other.totals()).isEmpty();
    assertThat(other.newestVersion()).isEmpty();
  }

  @Test
  void shouldBeEmptyBeforeAnythingHappened() {
    assertThat(history.totals()).isEmpty();
    assertThat(history.newestStep()).isEmpty();
    assertThat(history.progress()).isEmpty();
    assertThat(history.newestVersion()).isEmpty();
  }
}
