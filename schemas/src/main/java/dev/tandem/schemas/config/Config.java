package dev.tandem.schemas.config;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Settings given by a user, by key. Immutable. */
public final class Config {
  private final SortedMap<String, String> values;

  private Config(SortedMap<String, String> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /** Throws {@link ConfigException} for a key that is not among {@code known}, listing those. */
  public static Config of(Map<String, String> values, Collection<? extends Option<?>> known) {
    List<String> keys = known.stream().map(Option::key).sorted().toList();
    for (String key : values.keySet()) {
      if (!keys.contains(key)) {
        throw new ConfigException("unknown setting " + key + Nearest.hint(key, keys));
      }
    }
    return new Config(new TreeMap<>(values));
  }

  public static Config empty() {
    return new Config(new TreeMap<>());
  }

  /**
   * The user's value, or the option's default; throws {@link ConfigException} for one that is not
   * allowed.
   */
  public <T> T get(Option<T> option) {
    return option.parse(Optional.ofNullable(values.get(option.key())));
  }

  /** What the user gave, in order of the keys. */
  public SortedMap<String, String> asMap() {
    return values;
  }
}
