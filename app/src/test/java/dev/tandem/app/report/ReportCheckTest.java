package dev.tandem.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportCheckTest {
  private static Report report(Report.Clips clips, long predictions, Integer... served) {
    Report.Latency none = new Report.Latency(Double.NaN, Double.NaN);
    return new Report(
        new Report.Run("", "", 0, "", 0, 0),
        clips,
        new Report.Records(0, 0, 0, 0),
        new Report.Training(0, new TreeMap<>(), new TreeMap<>(), List.of(), ""),
        new Report.Models(List.of(), List.of(served), none, none),
        new Report.Predictions(predictions),
        new Report.Throughput(0));
  }

  @Test
  void shouldAcceptSumsThatHold() {
    Report.Clips clips = new Report.Clips(10, 6, 2, 1, 1, 5, 2, 1);

    assertThat(ReportCheck.violations(report(clips, 8, 1, 3, 4))).isEmpty();
  }

  @Test
  void shouldSayWhichSumDoesNotHold() {
    Report.Clips clips = new Report.Clips(10, 6, 2, 1, 0, 5, 1, 1);

    assertThat(ReportCheck.violations(report(clips, 9, 2, 1)))
        .containsExactly(
            "published (10) = complete (6) + partial (2) + late (1) + deadLettered (0) does not hold: the sum is 9",
            "trained (5) + unlabelled (1) + skipped (1) = complete (6) + partial (2) does not hold: 7 against 8",
            "predictions (9) = complete (6) + partial (2) does not hold",
            "served versions do not grow: [2, 1]");
  }
}
