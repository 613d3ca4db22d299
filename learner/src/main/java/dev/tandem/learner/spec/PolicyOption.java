package dev.tandem.learner.spec;

import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * A setting that one policy alone has.
 *
 * @param key as in configuration: {@code learner.POLICY.NAME}
 * @param type {@code double} or {@code text}
 * @param standard what it is where nobody sets it
 * @param range what is allowed, in words
 * @param allowed whether a text is
 * @param sentence what it does
 * @param stays whether it is for the life of a model's state: it is part of the network
 */
public record PolicyOption(
    String key,
    String type,
    String standard,
    String range,
    Predicate<String> allowed,
    String sentence,
    boolean stays) {

  /** A number. */
  public static PolicyOption ofNumber(
      String key, double standard, String range, DoublePredicate allowed, String sentence) {
    return new PolicyOption(
        key,
        "double",
        Double.toString(standard),
        range,
        text -> isNumber(text, allowed),
        sentence,
        false);
  }

  /** The same, as part of the network. */
  public PolicyOption staying() {
    return new PolicyOption(key, type, standard, range, allowed, sentence, true);
  }

  private static boolean isNumber(String text, DoublePredicate allowed) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) && allowed.test(number);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * One of some words.
   *
   * @param choices the first is the standard
   */
  public static PolicyOption ofChoice(String key, List<String> choices, String sentence) {
    return new PolicyOption(
        key,
        "text",
        choices.get(0),
        "must be one of " + String.join(", ", choices),
        choices::contains,
        sentence,
        false);
  }
}
