package dev.tandem.trainer.labels;

import java.util.List;
import java.util.Locale;

/** When a clip's label is decided. */
public enum LabelDecision {
  /**
   * When no earlier label and no correction can come any more: {@code join.window} + {@code
   * label.timeout} after the clip time.
   */
  EARLIEST,
  /**
   * At the first label in the log, for feeds in which one producer writes the labels; none is
   * corrected.
   */
  FIRST;

  /** As written in the configuration. */
  public static final List<String> NAMES = List.of("earliest", "first");

  public static LabelDecision of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
