package dev.tandem.learner.spec;

import java.util.Collection;

/**
 * Rules that settings keep. A broken rule throws {@link IllegalArgumentException} with one shape of
 * message: what is wrong, the value received, what is allowed, what to do.
 */
final class Requirement {

  private Requirement() {}

  static void positive(String key, double value, Object standard) {
    check(value > 0 && Double.isFinite(value), key, value, "> 0", standard);
  }

  static void notNegative(String key, double value, Object standard) {
    check(value >= 0 && Double.isFinite(value), key, value, ">= 0", standard);
  }

  static void fraction(String key, double value, Object standard) {
    check(value >= 0 && value < 1, key, value, ">= 0 and < 1", standard);
  }

  static void atLeast(String key, double value, double minimum, Object standard) {
    check(value >= minimum && Double.isFinite(value), key, value, ">= " + plain(minimum), standard);
  }

  static void oneOf(String key, String value, Collection<String> known) {
    present(key, value, "one of " + String.join(", ", known));
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "%s is '%s'; known are %s. Use one of them."
              .formatted(key, value, String.join(", ", known)));
    }
  }

  static void present(String key, Object value, String allowed) {
    if (value == null) {
      throw new IllegalArgumentException(
          "%s is missing; must be %s. Add it.".formatted(key, allowed));
    }
  }

  private static void check(
      boolean holds, String key, double value, String allowed, Object standard) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s is %s; must be %s. Remove it to use %s."
              .formatted(key, plain(value), allowed, standard));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
