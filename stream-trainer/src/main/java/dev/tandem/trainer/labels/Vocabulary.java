package dev.tandem.trainer.labels;

import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.Label;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The classes that labels may name.
 *
 * @param classes those that a model begins with, in the order of its outputs
 * @param most how many it may come to know; more than it begins with where the vocabulary grows
 */
public record Vocabulary(Set<String> classes, int most) implements LabelSpace {
  private static final int LONGEST = 100;

  /** Throws {@link IllegalArgumentException} where it begins with more than it may know. */
  public Vocabulary {
    classes = Collections.unmodifiableSet(new LinkedHashSet<>(classes));
    if (most < classes.size()) {
      throw new IllegalArgumentException(
          "trainer.max-classes is %d; must be 0, or at least the %d of trainer.classes"
              .formatted(most, classes.size()));
    }
  }

  /** {@code names} in the order of a model's outputs. */
  public Vocabulary(List<String> names, int most) {
    this(new LinkedHashSet<>(names), most);
  }

  /** A vocabulary that stays as it is. */
  public static Vocabulary fixed(List<String> names) {
    return new Vocabulary(names, names.size());
  }

  @Override
  public List<String> names() {
    return List.copyOf(classes);
  }

  @Override
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public LabelValue read(Label label) {
    if (!label.getTargets().isEmpty()) {
      throw new IllegalArgumentException(
          "it has %d targets; must have a class alone. Set trainer.targets to learn values."
              .formatted(label.getTargets().size()));
    }
    requireAllowed(label.getClassName());
    return LabelValue.ofClass(label.getClassName());
  }

  private void requireAllowed(String className) {
    if (classes.contains(className)) {
      return;
    }
    if (!grows()) {
      throw new IllegalArgumentException(
          "class is '%s'; known are %s".formatted(className, classes));
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

  @Override
  public List<String> restored(List<String> saved) {
    List<String> names = names();
    boolean begunWithThis =
        saved.size() >= names.size() && saved.subList(0, names.size()).equals(names);
    if (!begunWithThis) {
      throw new IllegalArgumentException(
          "trainer.classes is %s; the saved state knows %s. Use those, or start a new generation."
              .formatted(names, saved));
    }
    if (saved.size() > most) {
      throw new IllegalArgumentException(
          "trainer.max-classes allows %d; the saved state knows %d. Set it to as many, or to more."
              .formatted(most, saved.size()));
    }
    return saved;
  }
}
