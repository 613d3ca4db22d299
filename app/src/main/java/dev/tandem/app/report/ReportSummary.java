package dev.tandem.app.report;

import dev.tandem.ingest.clip.Feed.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The report in a few lines for people. */
public final class ReportSummary {
  private static final int LISTED = 20;

  private ReportSummary() {}

  /** Aligned lines without a line break at their ends. */
  public static List<String> lines(Report report) {
    List<String> lines =
        new ArrayList<>(
            List.of(clips(report), training(report), heads(report), paces(report), models(report)));
    if (!report.training().gainedClasses().isEmpty()) {
      lines.add(gained(report.training().gainedClasses()));
    }
    lines.addAll(leftOut(report.leftOut()));
    return lines;
  }

  private static String gained(List<String> classes) {
    return text("classes   %d gained: %s", classes.size(), some(classes));
  }

  private static List<String> leftOut(List<Skipped> items) {
    List<String> lines = new ArrayList<>();
    items.stream()
        .limit(LISTED)
        .forEach(item -> lines.add(text("left out  %s: %s", item.item(), item.reason())));
    if (items.size() > LISTED) {
      lines.add(text("left out  %d files in all", items.size()));
    }
    return lines;
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
        + (names.size() > LISTED ? ", …" : "");
  }

  private static String clips(Report report) {
    Report.Clips clips = report.clips();
    return text(
        "clips     %d published: %d complete, %d partial, %d late, %d dead letters; %d trained",
        clips.published(),
        clips.complete(),
        clips.partial(),
        clips.late(),
        clips.deadLettered(),
        clips.trained());
  }

  private static String training(Report report) {
    return text(
        "training  %d steps, %s clips/s, first step after %s s, %s s in all",
        report.training().steps(),
        number(report.throughput().clipsPerSecond(), 0),
        number(report.run().secondsToFirstStep(), 1),
        number(report.run().wallSeconds(), 1));
  }

  private static String heads(Report report) {
    Report.Training training = report.training();
    boolean values = training.prequentialAccuracy().isEmpty() && training.steps() > 0;
    return values
        ? "error     last tenth: "
            + values(training.lastTenthLoss(), 4)
            + "; whole run: "
            + values(training.prequentialLoss(), 4)
        : "accuracy  last tenth: "
            + values(training.lastTenthAccuracy(), 3)
            + "; whole run: "
            + values(training.prequentialAccuracy(), 3);
  }

  private static String paces(Report report) {
    List<Report.PacePoint> pace = report.training().pace();
    return "pace      " + (pace.isEmpty() ? "none" : values(pace.get(pace.size() - 1).pace(), 2));
  }

  private static String models(Report report) {
    Report.Models models = report.models();
    return text(
        "models    %d published, %d served, step to served p50 %s ms, p99 %s ms; %d predictions; final %s",
        models.published().size(),
        models.served().size(),
        number(models.stepToServedMillis().p50(), 0),
        number(models.stepToServedMillis().p99(), 0),
        report.predictions().count(),
        shortDigest(report.training().finalSha256()));
  }

  private static String shortDigest(String sha256) {
    return sha256.isEmpty() ? "none" : sha256.substring(0, Math.min(12, sha256.length()));
  }

  private static String values(SortedMap<String, Double> values, int decimals) {
    return values.isEmpty()
        ? "none"
        : values.entrySet().stream()
            .map((Map.Entry<String, Double> e) -> e.getKey() + " " + number(e.getValue(), decimals))
            .collect(Collectors.joining(", "));
  }

  private static String number(double value, int decimals) {
    return Double.isFinite(value) ? text("%." + decimals + "f", value) : "-";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
