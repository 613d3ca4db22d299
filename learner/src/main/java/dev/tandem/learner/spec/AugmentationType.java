package dev.tandem.learner.spec;

import java.util.Arrays;
import java.util.List;

/** The augmentations, how strong they are where nothing is said, and what each is for. */
public enum AugmentationType {
  BRIGHTNESS("brightness", 0.2),
  CROP("crop", 0.2),
  ERASE("erase", 0.3),
  FLIP("flip", 0.5),
  FREQUENCY_MASK("frequency-mask", 0.2),
  NOISE("noise", 0.2),
  SHIFT("shift", 0.1),
  TIME_MASK("time-mask", 0.2);

  private final String text;
  private final double standard;

  AugmentationType(String text, double standard) {
    this.text = text;
    this.standard = standard;
  }

  /** The known names, sorted. */
  public static List<String> names() {
    return Arrays.stream(values()).map(AugmentationType::text).toList();
  }

  /** The names of those that can change such an input, sorted. */
  static List<String> namesFor(InputLayout layout) {
    return Arrays.stream(values()).filter(t -> t.fits(layout)).map(AugmentationType::text).toList();
  }

  /**
   * An augmentation by its name.
   *
   * @param key of the setting that names it
   * @throws IllegalArgumentException for an unknown name, listing the known ones
   */
  static AugmentationType named(String key, String name) {
    Requirement.oneOf("an augmentation of " + key, name, names());
    return Arrays.stream(values()).filter(type -> type.text.equals(name)).findFirst().orElseThrow();
  }

  /** Its name in configuration. */
  public String text() {
    return text;
  }

  /** Its strength where none is given. */
  public double standardStrength() {
    return standard;
  }

  /** Whether it can change such an input. */
  boolean fits(InputLayout layout) {
    return switch (this) {
      case NOISE -> true;
      case SHIFT -> layout != InputLayout.VALUES;
      case FREQUENCY_MASK, TIME_MASK -> layout == InputLayout.MAP;
      case BRIGHTNESS, CROP, ERASE, FLIP -> layout == InputLayout.FRAMES;
    };
  }

  /** Whether it tells that an input is a map. */
  boolean isForMapsAlone() {
    return fits(InputLayout.MAP) && !fits(InputLayout.FRAMES);
  }
}
