package dev.tandem.app.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A frame as text. Heads are listed with the fused one first. */
final class FrameText {
  private static final String FUSED = "fused";
  private static final int BAR = 20;

  private FrameText() {}

  /** A few lines of at most 80 columns, with a bar for each head and each pace. */
  static List<String> block(ViewFrame frame) {
    List<String> lines = new ArrayList<>();
    lines.add(head(frame));
    if (frame.isStarting()) {
      return lines;
    }
    lines.add(
        text(
            "  clips     %,d published, %,d trained, %.0f per second",
            frame.published(), frame.trained(), frame.clipsPerSecond()));
    lines.add(
        text(
            "  model     step %,d, version %s published, %s live",
            frame.step(), version(frame.newestVersion()), version(frame.servedVersion())));
    ordered(results(frame))
        .forEach((head, value) -> lines.add(bar(measure(frame), head, value, value)));
    ordered(frame.pace()).forEach((head, value) -> lines.add(bar("pace", head, value, value / 2)));
    return lines;
  }

  /** One line. */
  static String line(ViewFrame frame) {
    if (frame.isStarting()) {
      return head(frame);
    }
    return text(
        "%s: step %d, %.0f clips/s, %s %s, pace %s, published %s, live %s",
        head(frame),
        frame.step(),
        frame.clipsPerSecond(),
        measure(frame),
        values(results(frame)),
        values(frame.pace()),
        version(frame.newestVersion()),
        version(frame.servedVersion()));
  }

  private static String measure(ViewFrame frame) {
    return frame.hasTargets() ? "error" : "accuracy";
  }

  private static SortedMap<String, Double> results(ViewFrame frame) {
    return frame.hasTargets() ? frame.loss() : frame.accuracy();
  }

  private static String head(ViewFrame frame) {
    return clock(frame.elapsed().toSeconds()) + "  " + frame.doing();
  }

  private static String bar(String kind, String name, double value, double share) {
    int filled = (int) Math.round(BAR * Math.max(0, Math.min(1, share)));
    return text(
        "  %-9s %-8s %5.2f  %s%s", kind, name, value, "█".repeat(filled), "░".repeat(BAR - filled));
  }

  private static String values(SortedMap<String, Double> values) {
    return values.isEmpty()
        ? "-"
        : ordered(values).entrySet().stream()
            .map((Map.Entry<String, Double> e) -> text("%s %.2f", e.getKey(), e.getValue()))
            .collect(Collectors.joining(" "));
  }

  private static Map<String, Double> ordered(SortedMap<String, Double> values) {
    SortedMap<String, Double> ordered =
        new TreeMap<>(
            (left, right) ->
                left.equals(right)
                    ? 0
                    : left.equals(FUSED) ? -1 : right.equals(FUSED) ? 1 : left.compareTo(right));
    ordered.putAll(values);
    return ordered;
  }

  private static String version(int version) {
    return version == 0 ? "none" : Integer.toString(version);
  }

  private static String clock(long seconds) {
    return text("%02d:%02d", seconds / 60, seconds % 60);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
