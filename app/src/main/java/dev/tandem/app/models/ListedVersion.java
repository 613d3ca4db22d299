package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.NamedValue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A version in a list.
 *
 * @param version as every command takes it
 * @param step optimizer steps behind it
 * @param bytes of its payload
 * @param newest whether it is what consumers follow where nothing is pinned
 * @param held why consumers do not follow it; empty where they may
 */
public record ListedVersion(
    String version,
    long step,
    long bytes,
    String publishedAt,
    SortedMap<String, Double> metrics,
    boolean newest,
    boolean pinned,
    String held) {

  /** In the order of the table. */
  public static List<ListedVersion> of(PublishedModels models, Optional<String> model) {
    return models.versions(model).stream().map(version -> of(models, version)).toList();
  }

  private static ListedVersion of(PublishedModels models, PublishedVersion version) {
    ModelKey key = version.key();
    return new ListedVersion(
        key.toString(),
        version.step(),
        version.bytes(),
        version.publishedAt().toString(),
        metrics(version.metrics()),
        models.newest(key.model()).filter(key::equals).isPresent(),
        models.pin(key.model()).filter(key::equals).isPresent(),
        models.isHeld(version) ? version.held() : "");
  }

  /** By name. */
  static SortedMap<String, Double> metrics(Collection<NamedValue> named) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (NamedValue metric : named) {
      metrics.put(metric.getName(), metric.getValue());
    }
    return metrics;
  }
}
