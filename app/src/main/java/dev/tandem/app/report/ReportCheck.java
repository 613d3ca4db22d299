package dev.tandem.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of the report of a run that ended by itself. */
public final class ReportCheck {
  private ReportCheck() {}

  /**
   * One sentence for each thing that does not hold; empty where all is well.
   *
   * @param versionsBefore newest version of earlier runs on the same topics, or 0
   */
  public static List<String> violations(Report report, int versionsBefore) {
    List<String> violations = new ArrayList<>(sums(report));
    violations.addAll(versions(report.models(), versionsBefore));
    return violations;
  }

  private static List<String> sums(Report report) {
    Report.Clips clips = report.clips();
    long joined = clips.complete() + clips.partial();
    long ended = joined + clips.late() + clips.deadLettered();
    long used = clips.trained() + clips.unlabelled() + clips.skipped();
    List<String> violations = new ArrayList<>();
    if (report.run().wholeLog() && clips.published() != ended) {
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
    if (report.run().wholeLog() && report.predictions().count() != joined) {
      violations.add(
          "predictions (%d) = complete (%d) + partial (%d) does not hold"
              .formatted(report.predictions().count(), clips.complete(), clips.partial()));
    }
    return violations;
  }

  private static List<String> versions(Report.Models models, int versionsBefore) {
    List<String> violations = new ArrayList<>();
    if (!grows(models.served())) {
      violations.add("served versions do not grow: " + models.served());
    }
    models.refused().forEach(version -> violations.add("serving refused " + version));
    Set<Integer> known = new TreeSet<>(models.served());
    known.addAll(models.superseded());
    List<Integer> lost =
        models.published().stream()
            .filter(version -> version.held().isEmpty())
            .map(Report.Version::version)
            .filter(version -> version > versionsBefore && !known.contains(version))
            .toList();
    if (!lost.isEmpty()) {
      violations.add("versions were published, but neither served nor superseded: " + lost);
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
