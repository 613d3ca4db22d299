package dev.tandem.app.models;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.NamedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Versions as lines of text, one each. */
public final class VersionTable {
  private static final List<String> HEADING =
      List.of("VERSION", "STEP", "BYTES", "PUBLISHED", "METRICS", "STATE");

  private VersionTable() {}

  public static List<String> lines(PublishedModels models, Optional<String> model) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADING);
    models.versions(model).forEach(version -> rows.add(row(models, version)));
    return TextTable.lines(rows);
  }

  private static List<String> row(PublishedModels models, PublishedVersion version) {
    return List.of(
        version.key().toString(),
        "%,d".formatted(version.step()),
        "%,d".formatted(version.bytes()),
        version.publishedAt().toString(),
        metrics(version.metrics()),
        state(models, version));
  }

  static String metrics(List<NamedValue> metrics) {
    return metrics.stream().map(VersionTable::metric).collect(Collectors.joining(" "));
  }

  private static String metric(NamedValue metric) {
    String name =
        metric
            .getName()
            .replaceFirst("^prequential\\.", "")
            .replaceFirst("^prequential-error\\.(.*)", "$1 error");
    return "%s %.3f".formatted(name, metric.getValue());
  }

  private static String state(PublishedModels models, PublishedVersion version) {
    ModelKey key = version.key();
    List<String> states = new ArrayList<>();
    models.newest(key.model()).filter(key::equals).ifPresent(newest -> states.add("newest"));
    models.pin(key.model()).filter(key::equals).ifPresent(pinned -> states.add("pinned"));
    if (models.isHeld(version)) {
      states.add("held: " + version.held());
    }
    return String.join(", ", states);
  }
}
