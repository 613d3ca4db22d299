package dev.tandem.trainer.labels;

import java.io.Serializable;
import java.util.List;

/**
 * The classes that labels may name.
 *
 * @param classNames those that a model begins with, in the order of its outputs
 * @param most how many it may come to know; more than it begins with where the vocabulary grows
 */
public record Vocabulary(List<String> classNames, int most) implements Serializable {
  private static final int LONGEST = 100;

  /** Throws {@link IllegalArgumentException} where it begins with more than it may know. */
  public Vocabulary {
    classNames = List.copyOf(classNames);
    if (most < classNames.size()) {
      throw new IllegalArgumentException(
          "trainer.max-classes is %d; must be 0, or at least the %d of trainer.classes"
              .formatted(most, classNames.size()));
    }
  }

  /** A vocabulary that stays as it is. */
  public static Vocabulary fixed(List<String> classNames) {
    return new Vocabulary(classNames, classNames.size());
  }

  public boolean grows() {
    return most > classNames.size();
  }

  /**
   * Checks that a label may name that class.
   *
   * @throws IllegalArgumentException if not
   */
  public void require(String className) {
    if (classNames.contains(className)) {
      return;
    }
    if (!grows()) {
      throw new IllegalArgumentException(
          "class is '%s'; known are %s".formatted(className, classNames));
    }
    if (className.isEmpty()
        || !className.equals(className.strip())
        || className.length() > LONGEST
        || className.chars().anyMatch(c -> c == ',' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "class is '%s'; must be a name of 1 to %d characters, without commas, control characters and spaces around it"
              .formatted(className, LONGEST));
    }
  }

  /**
   * What a model that was saved with these classes knows.
   *
   * @throws IllegalArgumentException if it cannot have begun with this vocabulary
   */
  public List<String> restored(List<String> saved) {
    boolean begunWithThis =
        saved.size() >= classNames.size() && saved.subList(0, classNames.size()).equals(classNames);
    if (!begunWithThis) {
      throw new IllegalArgumentException(
          "trainer.classes is %s; the saved state knows %s. Use those, or start a new generation."
              .formatted(classNames, saved));
    }
    if (saved.size() > most) {
      throw new IllegalArgumentException(
          "trainer.max-classes allows %d; the saved state knows %d. Set it to as many, or to more."
              .formatted(most, saved.size()));
    }
    return saved;
  }
}
