package dev.tandem.monitoring.state;

import dev.tandem.schemas.records.NamedValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What records call things: anybody's text, of any length. */
final class Names {
  private static final int MOST = 160;

  private Names() {}

  /** At a length that a page shows. */
  static String cut(String name) {
    return name.length() <= MOST ? name : name.substring(0, MOST) + "…";
  }

  /** Of at most {@code most} values, by their names in the order in which they came. */
  static Map<String, Double> values(Collection<NamedValue> values, int most) {
    Map<String, Double> byName = new LinkedHashMap<>();
    values.stream().limit(most).forEach(v -> byName.put(cut(v.getName()), v.getValue()));
    return byName;
  }
}
