package dev.tandem.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportCheckTest {
  private static final Report.Clips FINE = new Report.Clips(10, 6, 2, 1, 1, 5, 2, 1);
  private static final Report.Models NONE = models(List.of(), List.of(), List.of(), List.of());

  private static Report.Models models(
      List<Integer> published,
      List<Integer> served,
      List<Integer> superseded,
      List<String> refused) {
    Report.Latency none = new Report.Latency(Double.NaN, Double.NaN);
    return new Report.Models(
        published.stream().map(v -> new Report.Version(v, 20L * v, "", 1, "")).toList(),
        served,
        superseded,
        refused,
        none,
        none);
  }

  private static Report report(
      boolean wholeLog, Report.Clips clips, long predictions, Report.Models models) {
    return new Report(
        new Report.Run("", "", 0, "", true, wholeLog, 0, 0),
        List.of(),
        clips,
        new Report.Records(0, 0, 0, 0),
        new Report.Training(
            0,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            "",
            List.of()),
        models,
        new Report.Predictions(predictions),
        new Report.Throughput(0));
  }

  @Test
  void shouldAcceptSumsThatHold() {
    Report.Models models = models(List.of(1, 2, 3, 4), List.of(1, 3, 4), List.of(2), List.of());

    assertThat(ReportCheck.violations(report(true, FINE, 8, models), 0)).isEmpty();
  }

  @Test
  void shouldSayWhichSumDoesNotHold() {
    Report.Clips clips = new Report.Clips(10, 6, 2, 1, 0, 5, 1, 1);

    assertThat(ReportCheck.violations(report(true, clips, 9, NONE), 0))
        .containsExactly(
            "published (10) = complete (6) + partial (2) + late (1) + deadLettered (0) does not hold: the sum is 9",
            "trained (5) + unlabelled (1) + skipped (1) = complete (6) + partial (2) does not hold: 7 against 8",
            "predictions (9) = complete (6) + partial (2) does not hold");
  }

  @Test
  void shouldNotCompareWithTopicsThatHaveLostRecords() {
    Report.Clips clips = new Report.Clips(3, 6, 2, 1, 1, 5, 2, 1);

    assertThat(ReportCheck.violations(report(false, clips, 4, NONE), 0)).isEmpty();
  }

  @Test
  void shouldMissAVersionThatWasNeitherServedNorSuperseded() {
    Report.Models models = models(List.of(1, 2, 3, 4, 5), List.of(3, 5), List.of(), List.of());

    assertThat(ReportCheck.violations(report(true, FINE, 8, models), 2))
        .containsExactly("versions were published, but neither served nor superseded: [4]");
  }

  @Test
  void shouldTellOfRefusedAndShrinkingVersions() {
    Report.Models models = models(List.of(), List.of(2, 1), List.of(), List.of("av@1.3: torn"));

    assertThat(ReportCheck.violations(report(true, FINE, 8, models), 0))
        .containsExactly("served versions do not grow: [2, 1]", "serving refused av@1.3: torn");
  }
}
