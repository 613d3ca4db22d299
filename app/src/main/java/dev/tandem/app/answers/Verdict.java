package dev.tandem.app.answers;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one head says, in words.
 *
 * @param said such as {@code cat 0.97}, or {@code valence 0.25, arousal -1.00}
 */
record Verdict(String head, String said) {

  static Verdict ofClass(String head, String className, double probability) {
    return new Verdict(head, className + " " + figure(probability));
  }

  /** Of a head that tells values. */
  static Verdict ofValues(String head, List<String> values) {
    return new Verdict(head, String.join(", ", values));
  }

  static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /**
   * An answer: {@code cat 0.97 (fused cat 0.97, audio cat 0.91, video dog 0.45)}.
   *
   * @param heads at least one; the first is the answer
   */
  static String line(List<Verdict> heads) {
    return "%s  (%s)"
        .formatted(
            heads.get(0).said(),
            heads.stream()
                .map(verdict -> verdict.head() + " " + verdict.said())
                .collect(Collectors.joining(", ")));
  }
}
