package dev.tandem.app.report;

import static dev.tandem.app.report.TestingEvents.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.serving.Swap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {
  private static final Map<String, Long> TOTALS =
      Map.of(
          "complete", 195L,
          "partial", 5L,
          "late", 2L,
          "deadLettered", 1L,
          "trained", 200L,
          "recordsDuplicate", 7L);
  private static final TopicCounts COUNTS = new TopicCounts(205, 2, 200, true);
  private static final RunFacts FACTS =
      new RunFacts("studio:", "mlb", 3, List.of("a", "b"), START.minusSeconds(4));

  private static final List<Skipped> LEFT_OUT =
      List.of(new Skipped("köln_1.mp4", "FFmpeg cannot read it"));

  private final RunHistory history = new RunHistory("av");
  private final List<TrainedStep> steps = new ArrayList<>();
  private final VersionFates fates = new VersionFates();

  private Report report() {
    for (int step = 1; step <= 20; step++) {
      TrainingEvent event = TestingEvents.step(step, step <= 18 ? 5 : 9, TOTALS);
      history.add(event);
      steps.add(TrainedStep.of(event));
    }
    history.add(TestingEvents.version(1, 10));
    history.add(TestingEvents.version(2, 20));
    fates.loaded(swap(1, 10, 300));
    fates.loaded(swap(3, 20, 900));
    fates.superseded(new ModelKey("av", 1, 2), new ModelKey("av", 1, 3), START);
    return new ReportBuilder(FACTS, history, steps::forEach, COUNTS, fates)
        .build(true, START.plusSeconds(30), LEFT_OUT);
  }

  /** Seen 100 ms before it answers, which is {@code millis} after its step. */
  private static Swap swap(int version, long step, long millis) {
    Instant end = START.plusSeconds(step);
    Instant swapped = end.plusMillis(millis);
    return new Swap(
        new ModelKey("av", 1, version), step, end, end, swapped.minusMillis(100), swapped, 100);
  }

  @Test
  void shouldCountClipsFromTopicsAndTotals() {
    Report report = report();

    assertThat(report.clips()).isEqualTo(new Report.Clips(205, 195, 5, 2, 1 + 2, 200, 0, 0));
    assertThat(report.records()).isEqualTo(new Report.Records(7, 0, 0, 0));
    assertThat(report.predictions().count()).isEqualTo(200);
  }

  @Test
  void shouldMeasureAccuracyOverTheRunAndItsLastTenth() {
    Report.Training training = report().training();

    assertThat(training.steps()).isEqualTo(20);
    assertThat(training.prequentialAccuracy().get("fused")).isCloseTo(0.54, within(1e-9));
    assertThat(training.lastTenthAccuracy().get("fused")).isEqualTo(0.9);
    assertThat(training.lastTenthAccuracy().get("audio")).isEqualTo(0.8);
    assertThat(training.finalSha256()).isEqualTo("digest2");
    assertThat(training.pace().get(19).pace())
        .containsEntry("audio", 0.8)
        .containsEntry("video", 1.2);
  }

  @Test
  void shouldMeasureFromStepToServed() {
    Report.Models models = report().models();

    assertThat(models.published())
        .extracting(Report.Version::sha256)
        .containsExactly("digest1", "digest2");
    assertThat(models.served()).containsExactly(1, 3);
    assertThat(models.superseded()).containsExactly(2);
    assertThat(models.stepToServedMillis()).isEqualTo(new Report.Latency(300, 900));
    assertThat(models.commitToServedMillis()).isEqualTo(new Report.Latency(100, 100));
  }

  @Test
  void shouldMeasureTimeFromTheStartOfTheProcess() {
    Report report = report();
    Report.Run run = report.run();

    assertThat(run.secondsToFirstStep()).isEqualTo(5);
    assertThat(run.wallSeconds()).isEqualTo(34);
    assertThat(report.throughput().clipsPerSecond()).isCloseTo(10, within(1e-9));
  }

  @Test
  void shouldMeasureOnlyThisRunWhereOthersCameBefore() {
    RunFacts later = new RunFacts("studio:", "mlb", 3, List.of("a", "b"), START.plusSeconds(15));
    report();
    VersionFates served = new VersionFates();
    served.loaded(swap(1, 10, 300));

    Report report =
        new ReportBuilder(later, history, steps::forEach, COUNTS, served)
            .build(true, START.plusSeconds(30), LEFT_OUT);

    assertThat(report.run().secondsToFirstStep()).isEqualTo(1);
    assertThat(report.models().stepToServedMillis().p50()).isNaN();
    assertThat(report.training().steps()).isEqualTo(20);
  }

  @Test
  void shouldWriteNoNumberWhereThereIsNone() throws IOException {
    Report empty =
        new ReportBuilder(
                FACTS, history, taker -> {}, new TopicCounts(0, 0, 0, true), new VersionFates())
            .build(false, START.plus(Duration.ofSeconds(1)), List.of());

    assertThat(JsonText.of(empty))
        .contains("\"secondsToFirstStep\" : null")
        .contains("\"p50\" : null")
        .contains("\"clipsPerSecond\" : null")
        .contains("\"finalSha256\" : \"\"");
  }

  @Test
  void shouldUseTheNamesOfTheDocumentedReport() throws IOException {
    assertThat(JsonText.of(report()))
        .contains("\"run\"", "\"feed\"", "\"policy\"", "\"seed\"", "\"wallSeconds\"")
        .contains("\"clips\"", "\"records\"", "\"prequentialAccuracy\"", "\"lastTenthAccuracy\"")
        .contains("\"stepToServedMillis\"", "\"commitToServedMillis\"", "\"predictions\"")
        .containsPattern("\"step\" : 20,\\s+\"audio\" : 0.8,\\s+\"video\" : 1.2");
  }

  @Test
  void shouldTellWhatTheFeedLeftOut() {
    assertThat(report().leftOut()).isEqualTo(LEFT_OUT);
  }

  @Test
  void shouldTellWhichClassesWereGained() {
    assertThat(ReportSummary.lines(report())).noneMatch(line -> line.startsWith("classes"));
    ModelManifest grown =
        ModelManifest.newBuilder(TestingEvents.version(3, 30))
            .setClassNames(List.of("a", "b", "salt, pepper", "sugar"))
            .build();
    history.add(grown);

    Report report =
        new ReportBuilder(FACTS, history, steps::forEach, COUNTS, fates)
            .build(true, START, List.of());

    assertThat(report.training().gainedClasses()).containsExactly("salt, pepper", "sugar");
    assertThat(ReportSummary.lines(report)).contains("classes   2 gained: salt, pepper, sugar");
  }

  @Test
  void shouldSumUpInAFewLines() {
    assertThat(ReportSummary.lines(report()))
        .contains(
            "clips     205 published: 195 complete, 5 partial, 2 late, 3 dead letters; 200 trained",
            "training  20 steps, 10 clips/s, first step after 5.0 s, 34.0 s in all",
            "pace      audio 0.80, video 1.20",
            "left out  köln_1.mp4: FFmpeg cannot read it");
  }
}
