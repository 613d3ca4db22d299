package dev.tandem.app.report;

import java.util.ArrayList;
import java.util.List;

/** What must hold of the report of a run that ended by itself. */
public final class ReportCheck {
  private ReportCheck() {}

  /** One sentence for each thing that does not hold; empty where all is well. */
  public static List<String> violations(Report report) {
    Report.Clips clips = report.clips();
    long joined = clips.complete() + clips.partial();
    long ended = joined + clips.late() + clips.deadLettered();
    long used = clips.trained() + clips.unlabelled() + clips.skipped();
    List<String> violations = new ArrayList<>();
    if (clips.published() != ended) {
      violations.add(
          "published (%d) = complete (%d) + partial (%d) + late (%d) + deadLettered (%d) does not hold: the sum is %d"
              .formatted(
                  clips.published(),
                  clips.complete(),
                  clips.partial(),
                  clips.late(),
                  clips.deadLettered(),
                  ended));
    }
    if (used != joined) {
      violations.add(
          "trained (%d) + unlabelled (%d) + skipped (%d) = complete (%d) + partial (%d) does not hold: %d against %d"
              .formatted(
                  clips.trained(),
                  clips.unlabelled(),
                  clips.skipped(),
                  clips.complete(),
                  clips.partial(),
                  used,
                  joined));
    }
    if (report.predictions().count() != joined) {
      violations.add(
          "predictions (%d) = complete (%d) + partial (%d) does not hold"
              .formatted(report.predictions().count(), clips.complete(), clips.partial()));
    }
    if (!grows(report.models().served())) {
      violations.add("served versions do not grow: " + report.models().served());
    }
    return violations;
  }

  private static boolean grows(List<Integer> versions) {
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i) <= versions.get(i - 1)) {
        return false;
      }
    }
    return true;
  }
}
