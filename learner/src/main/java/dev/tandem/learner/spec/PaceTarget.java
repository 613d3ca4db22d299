package dev.tandem.learner.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the pace multiplies. */
public enum PaceTarget {
  /** The optimizer's update, after clipping: Adam cannot normalise the pace away. */
  UPDATE,
  /** The gradient, before clipping: the form of the paper. */
  GRADIENT;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, as text. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(PaceTarget::text).toList();
  }

  /**
   * Reads {@code update} or {@code gradient}.
   *
   * @throws IllegalArgumentException for anything else, listing both
   */
  public static PaceTarget parse(String text) {
    Requirement.oneOf("learner.pace-applies-to", text, texts());
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
