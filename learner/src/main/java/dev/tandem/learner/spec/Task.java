package dev.tandem.learner.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a model tells of a clip. */
public enum Task {
  /** One of several classes: heads answer with probabilities. */
  CLASSIFICATION,
  /** Continuous targets: heads answer with values. */
  REGRESSION;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code classification} or {@code regression}.
   *
   * @throws IllegalArgumentException for anything else, listing both
   */
  public static Task parse(String text) {
    List<String> known = Arrays.stream(values()).map(Task::text).toList();
    Requirement.oneOf("architecture.task", text, known);
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
