package dev.tandem.app.models;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.delivery.LogRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A version that came or was retired, or an operator's word.
 *
 * @param line for people
 * @param json for programs; docs/json.md has the keys
 */
public record ModelNews(String line, ObjectNode json) {

  /** What lies under a manifest's key: a manifest, or nothing any more. */
  static ModelNews version(ModelKey key, LogRecord record) {
    Instant time = millis(record.time());
    if (record.value().isEmpty()) {
      return new ModelNews(
          "%s  %s  retired".formatted(time, key),
          json(time, "retired").put("version", key.toString()));
    }
    ModelManifest manifest = Wire.decode(record.value().get(), ModelManifest.class);
    String held = manifest.getHeld().isEmpty() ? "" : "  held: " + manifest.getHeld();
    ObjectNode json =
        json(time, "version")
            .put("version", key.toString())
            .put("step", manifest.getStep())
            .put("bytes", manifest.getBytes())
            .put("held", manifest.getHeld());
    ObjectNode metrics = json.putObject("metrics");
    ListedVersion.metrics(manifest.getMetrics())
        .forEach((name, value) -> put(metrics, name, value));
    return new ModelNews(
        "%s  %s  step %,d  %,d bytes  %s%s"
            .formatted(
                time,
                key,
                manifest.getStep(),
                manifest.getBytes(),
                VersionTable.metrics(manifest.getMetrics()),
                held),
        json);
  }

  private static void put(ObjectNode metrics, String name, double value) {
    if (Double.isFinite(value)) {
      metrics.put(name, value);
    } else {
      metrics.putNull(name);
    }
  }

  static ModelNews word(ControlEvent event) {
    Instant time = millis(event.getTime());
    String version =
        event.getVersion() == 0
            ? ""
            : "@%d.%d".formatted(event.getGeneration(), event.getVersion());
    return new ModelNews(
        "%s  %s%s  %s by %s%s"
            .formatted(
                time,
                event.getModel(),
                version,
                event.getAction(),
                event.getWho(),
                event.getWhy().isEmpty() ? "" : ": " + event.getWhy()),
        json(time, event.getAction().toString().toLowerCase(Locale.ROOT))
            .put("model", event.getModel())
            .put("version", version.isEmpty() ? "" : event.getModel() + version)
            .put("stream", event.getStream())
            .put("who", event.getWho())
            .put("why", event.getWhy()));
  }

  static ModelNews foreign(LogRecord record, String reason) {
    return new ModelNews(
        "foreign record under key %s: %s".formatted(record.key(), reason),
        json(millis(record.time()), "foreign").put("key", record.key()).put("reason", reason));
  }

  private static ObjectNode json(Instant time, String event) {
    return JsonNodeFactory.instance.objectNode().put("time", time.toString()).put("event", event);
  }

  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
