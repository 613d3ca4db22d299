package dev.tandem.learner.spec;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What users have set of the {@linkplain PolicyOption options} of policies.
 *
 * @param values by key
 */
public record PolicySettings(SortedMap<String, String> values) {

  public PolicySettings {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Nothing set. */
  public static PolicySettings defaults() {
    return new PolicySettings(new TreeMap<>());
  }

  /** The same with one more. */
  public PolicySettings with(String key, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    more.putAll(Map.of(key, value));
    return new PolicySettings(more);
  }

  /**
   * What an option is.
   *
   * @throws IllegalArgumentException if it is set to what is not allowed
   */
  public String text(PolicyOption option) {
    String value = values.getOrDefault(option.key(), option.standard());
    if (!option.allowed().test(value)) {
      throw new IllegalArgumentException(
          "%s is %s; %s. Remove it to use %s."
              .formatted(option.key(), value, option.range(), option.standard()));
    }
    return value;
  }

  /** The same, of one that is a number. */
  public double number(PolicyOption option) {
    return Double.parseDouble(text(option));
  }
}
