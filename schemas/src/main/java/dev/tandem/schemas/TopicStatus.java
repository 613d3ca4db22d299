package dev.tandem.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a cluster has in place of one topic of the catalogue; empty where there is none. */
public record TopicStatus(TopicSpec wanted, Optional<Found> found) {
  /**
   * A topic of a cluster.
   *
   * @param settings all of its settings, the broker's defaults among them
   * @param isPlain whether it has no setting of its own, as what a broker makes by itself
   */
  public record Found(int partitions, Map<String, String> settings, boolean isPlain) {}

  public boolean exists() {
    return found.isPresent();
  }

  /** Why it cannot be used as it is; empty where it is missing. */
  public List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (isDisordered()) {
      faults.add(
          "partitions is %d; must be 1, or its records have no order"
              .formatted(found.get().partitions()));
    }
    others()
        .forEach(
            (key, actual) ->
                TopicSetting.of(key)
                    .filter(TopicSetting::isNeeded)
                    .ifPresent(
                        setting ->
                            faults.add(
                                "%s is %s; must be %s, %s"
                                    .formatted(key, actual, wanted(key), setting.why()))));
    return faults;
  }

  /** What its user should know: it can be used, but keeps or takes other records. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    others()
        .forEach(
            (key, actual) ->
                TopicSetting.of(key)
                    .filter(setting -> !setting.isNeeded())
                    .ifPresent(
                        setting ->
                            notes.add(
                                "%s is %s, the catalogue has %s: %s"
                                    .formatted(key, actual, wanted(key), setting.why()))));
    return notes;
  }

  /** Everything in which it is not as the catalogue has it; empty where it is missing. */
  public List<String> drift() {
    List<String> drift = new ArrayList<>();
    found
        .filter(topic -> topic.partitions() != wanted.partitions())
        .ifPresent(
            topic ->
                drift.add(
                    "partitions is %d; the catalogue has %d"
                        .formatted(topic.partitions(), wanted.partitions())));
    others()
        .forEach(
            (key, actual) ->
                drift.add("%s is %s; the catalogue has %s".formatted(key, actual, wanted(key))));
    return drift;
  }

  /** Whether it has too many partitions for an order, which nothing but a new topic mends. */
  public boolean isDisordered() {
    return wanted.ordered() && found.filter(topic -> topic.partitions() > 1).isPresent();
  }

  /** Whether it has other settings, which can be changed. */
  public boolean isCorrectable() {
    return !others().isEmpty();
  }

  /** Its settings that do not meet the catalogue's, by key. */
  SortedMap<String, String> others() {
    SortedMap<String, String> others = new TreeMap<>();
    found.ifPresent(
        topic ->
            wanted
                .settings()
                .forEach(
                    (key, value) -> {
                      String actual = topic.settings().getOrDefault(key, "not set");
                      if (!isMet(key, actual, value)) {
                        others.put(key, actual);
                      }
                    }));
    return others;
  }

  private static boolean isMet(String key, String actual, String wanted) {
    return TopicSetting.of(key)
        .map(setting -> setting.isMet(actual, wanted))
        .orElseGet(() -> actual.equals(wanted));
  }

  private String wanted(String key) {
    return wanted.settings().get(key);
  }
}
