package dev.tandem.learner.spec;

/**
 * One augmentation, as data.
 *
 * @param type which
 * @param strength a share, above 0 and at most 1: of the side by which {@code shift} moves at most,
 *     that {@code crop} cuts away at most, and that {@code time-mask}, {@code frequency-mask} and
 *     {@code erase} cover at most; of the clip's standard deviation that {@code noise} has; of its
 *     range by which {@code brightness} changes at most; of the clips that {@code flip} mirrors
 */
public record AugmentationSpec(AugmentationType type, double strength) {

  public AugmentationSpec {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "the strength of %s is %s; must be > 0 and <= 1. Remove it to use %s."
              .formatted(type.text(), strength, type.standardStrength()));
    }
  }

  /** An augmentation as strong as it is by default. */
  public static AugmentationSpec of(AugmentationType type) {
    return new AugmentationSpec(type, type.standardStrength());
  }

  /**
   * Reads {@code noise} or {@code noise:0.1}.
   *
   * @param key of the setting that it is from
   * @throws IllegalArgumentException if it is neither
   */
  static AugmentationSpec parse(String key, String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return of(AugmentationType.named(key, text));
    }
    AugmentationType type = AugmentationType.named(key, text.substring(0, colon));
    try {
      return new AugmentationSpec(type, Double.parseDouble(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "an augmentation of %s is '%s'; its strength must be a number, as in %s:%s. Correct it."
              .formatted(key, text, type.text(), type.standardStrength()),
          e);
    }
  }

  @Override
  public String toString() {
    return type.text() + ":" + strength;
  }
}
