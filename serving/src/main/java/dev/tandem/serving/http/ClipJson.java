package dev.tandem.serving.http;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A clip as JSON: {@code {"clipId": "c-1", "features": {"audio": [...], "video": [...]}}}. Features
 * are numbers in row-major order, nested or not, of the extractor and the shape that the model
 * wants; a modality that is not given is missing. No more is kept of a request than the model
 * wants.
 */
final class ClipJson {
  /** A request that is no such clip. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
      super(DeadLetterFormat.reason(reason));
    }
  }

  private final JsonReader json;
  private final ModelManifest manifest;
  private final Map<String, ClipPart> parts = new LinkedHashMap<>();
  private String clipId = "";
  private boolean hasFeatures;

  private ClipJson(JsonReader json, ModelManifest manifest) {
    this.json = json;
    this.manifest = manifest;
  }

  static Clip read(byte[] body, ModelManifest manifest) {
    try (JsonReader json = reader(body)) {
      return new ClipJson(json, manifest).clip();
    } catch (IOException e) {
      throw new UnreadableException("it is not JSON: " + e.getMessage());
    }
  }

  private static JsonReader reader(byte[] body) {
    JsonReader json =
        new JsonReader(
            new InputStreamReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8));
    json.setStrictness(Strictness.LENIENT);
    return json;
  }

  private Clip clip() throws IOException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      throw new UnreadableException("it is no JSON object");
    }
    json.beginObject();
    while (json.hasNext()) {
      readMember(json.nextName());
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new UnreadableException("it is not JSON: more follows its object");
    }
    return built();
  }

  private void readMember(String name) throws IOException {
    switch (name) {
      case "clipId" -> readClipId();
      case "features" -> readFeatures();
      default -> json.skipValue();
    }
  }

  private void readClipId() throws IOException {
    switch (json.peek()) {
      case STRING, NUMBER -> clipId = json.nextString();
      case BOOLEAN -> clipId = Boolean.toString(json.nextBoolean());
      default -> json.skipValue();
    }
  }

  private void readFeatures() throws IOException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      throw withoutFeatures();
    }
    hasFeatures = true;
    json.beginObject();
    while (json.hasNext()) {
      readPart(json.nextName());
    }
    json.endObject();
  }

  private void readPart(String modality) throws IOException {
    if (parts.containsKey(modality)) {
      throw new UnreadableException("features has '%s' more than once".formatted(modality));
    }
    parts.put(modality, new PartJson(contract(modality)).read(json));
  }

  private Clip built() {
    if (!hasFeatures) {
      throw withoutFeatures();
    }
    Instant now = Instant.EPOCH;
    boolean complete = parts.size() == manifest.getContract().size();
    return new Clip(clipId, now, now, "http", complete, new ArrayList<>(parts.values()));
  }

  private static UnreadableException withoutFeatures() {
    return new UnreadableException("it has no object 'features' of numbers by modality");
  }

  private FeatureContract contract(String modality) {
    return manifest.getContract().stream()
        .filter(contract -> contract.getModality().equals(modality))
        .findFirst()
        .orElseThrow(
            () ->
                new UnreadableException(
                    "features has '%s'; the model knows %s"
                        .formatted(modality, String.join(", ", known()))));
  }

  private List<String> known() {
    return manifest.getContract().stream().map(FeatureContract::getModality).toList();
  }
}
