package dev.tandem.app.models;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.serving.delivery.LogRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;

/**
 * A version that came or was retired, an operator's word, or what became of training.
 *
 * @param at when it was written, by its writer's clock
 * @param line for people
 * @param json for programs; docs/json.md has the keys
 */
public record ModelNews(Instant at, String line, ObjectNode json) {

  /** What lies under a manifest's key: a manifest, or nothing any more. */
  static ModelNews version(ModelKey key, LogRecord record) {
    Instant time = millis(record.time());
    if (record.value().isEmpty()) {
      return new ModelNews(
          time,
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
        time,
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

  /** What an operator says. */
  static ModelNews word(ControlEvent event, Instant at) {
    Instant time = millis(event.getTime());
    String version =
        event.getVersion() == 0
            ? ""
            : "@%d.%d".formatted(event.getGeneration(), event.getVersion());
    return new ModelNews(
        millis(at),
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

  /** The error of {@code heads} has risen. */
  static ModelNews drift(TrainingEvent event, Collection<String> heads) {
    return training(event, "drift", "drift of " + String.join(", ", heads), "heads", heads);
  }

  /** The guard takes {@code modalities} for dark or mute. */
  static ModelNews dead(TrainingEvent event, Collection<String> modalities) {
    return training(
        event,
        "modality-dead",
        "%s: dark or mute, so that every pace is 1".formatted(String.join(", ", modalities)),
        "modalities",
        modalities);
  }

  /** The guard takes them for that no longer. */
  static ModelNews back(TrainingEvent event, Collection<String> modalities) {
    return training(
        event,
        "modality-back",
        "%s: no longer dark or mute".formatted(String.join(", ", modalities)),
        "modalities",
        modalities);
  }

  /** The model learns nothing from now on. */
  static ModelNews halted(TrainingEvent event) {
    ModelNews news = training(event, "halted", "learns nothing any more: " + event.getReason());
    news.json().put("reason", event.getReason());
    return news;
  }

  /** The model learns again. */
  static ModelNews resumed(TrainingEvent event) {
    return training(event, "resumed", "learns again");
  }

  private static ModelNews training(
      TrainingEvent event, String name, String said, String key, Collection<String> values) {
    ModelNews news = training(event, name, said);
    ArrayNode array = news.json().putArray(key);
    values.forEach(array::add);
    return news;
  }

  private static ModelNews training(TrainingEvent event, String name, String said) {
    Instant time = millis(event.getWrittenAt());
    return new ModelNews(
        time,
        "%s  %s  step %,d  %s".formatted(time, event.getModel(), event.getStep(), said),
        json(time, name)
            .put("model", event.getModel())
            .put("generation", event.getGeneration())
            .put("step", event.getStep())
            .put("trainedUntil", millis(event.getTrainedUntil()).toString()));
  }

  /** What is none of these. */
  static ModelNews foreign(LogRecord record, String reason) {
    Instant time = millis(record.time());
    return new ModelNews(
        time,
        "foreign record under key %s: %s".formatted(record.key(), reason),
        json(time, "foreign").put("key", record.key()).put("reason", reason));
  }

  /** Which kind of news it is, as {@link NewsKinds} has them. */
  public String event() {
    return json.path("event").asText();
  }

  /** The version that it is about, else the model; empty where it is about neither. */
  public String subject() {
    String version = json.path("version").asText();
    return version.isEmpty() ? json.path("model").asText() : version;
  }

  private static ObjectNode json(Instant time, String event) {
    return JsonNodeFactory.instance.objectNode().put("time", time.toString()).put("event", event);
  }

  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
