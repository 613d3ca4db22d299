package dev.tandem.serving.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A clip as JSON: {@code {"clipId": "c-1", "features": {"audio": [...], "video": [...]}}}. Features
 * are numbers in row-major order, nested or not, of the extractor and the shape that the model
 * wants; a modality that is not given is missing.
 */
final class ClipJson {
  /** A request that is no such clip. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String reason) {
      super(reason);
    }
  }

  private ClipJson() {}

  static Clip read(byte[] body, ModelManifest manifest) {
    JsonObject json = object(body);
    JsonElement features = json.get("features");
    if (features == null || !features.isJsonObject()) {
      throw new UnreadableException("it has no object 'features' of numbers by modality");
    }
    List<ClipPart> parts = new ArrayList<>();
    for (Map.Entry<String, JsonElement> given : features.getAsJsonObject().entrySet()) {
      parts.add(part(contract(given.getKey(), manifest), given.getValue()));
    }
    Instant now = Instant.EPOCH;
    boolean complete = parts.size() == manifest.getContract().size();
    return new Clip(clipId(json), now, now, "http", complete, parts);
  }

  private static JsonObject object(byte[] body) {
    try {
      JsonElement json = JsonParser.parseString(new String(body, StandardCharsets.UTF_8));
      if (json.isJsonObject()) {
        return json.getAsJsonObject();
      }
      throw new UnreadableException("it is no JSON object");
    } catch (JsonParseException | StackOverflowError e) {
      throw new UnreadableException("it is not JSON: " + e.getMessage());
    }
  }

  private static String clipId(JsonObject json) {
    JsonElement id = json.get("clipId");
    return id == null || !id.isJsonPrimitive() ? "" : id.getAsString();
  }

  private static FeatureContract contract(String modality, ModelManifest manifest) {
    return manifest.getContract().stream()
        .filter(contract -> contract.getModality().equals(modality))
        .findFirst()
        .orElseThrow(
            () ->
                new UnreadableException(
                    "features has '%s'; the model knows %s"
                        .formatted(
                            modality,
                            String.join(
                                ", ",
                                manifest.getContract().stream()
                                    .map(FeatureContract::getModality)
                                    .toList()))));
  }

  private static ClipPart part(FeatureContract contract, JsonElement values) {
    int elements = contract.getShape().stream().reduce(1, Math::multiplyExact);
    ByteBuffer payload = ByteBuffer.allocate(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    put(contract, values, payload);
    if (payload.hasRemaining()) {
      throw new UnreadableException(
          "%s has %d numbers; shape %s needs %d"
              .formatted(
                  contract.getModality(),
                  payload.position() / Float.BYTES,
                  contract.getShape(),
                  elements));
    }
    return new ClipPart(
        contract.getModality(),
        contract.getExtractor(),
        ElementType.FLOAT32,
        1f,
        0f,
        contract.getShape(),
        payload.flip());
  }

  private static void put(FeatureContract contract, JsonElement values, ByteBuffer payload) {
    if (values instanceof JsonArray array) {
      array.forEach(element -> put(contract, element, payload));
    } else if (!payload.hasRemaining()) {
      throw new UnreadableException(
          "%s has more than the %d numbers of shape %s"
              .formatted(
                  contract.getModality(), payload.limit() / Float.BYTES, contract.getShape()));
    } else {
      payload.putFloat(number(contract, values));
    }
  }

  private static float number(FeatureContract contract, JsonElement value) {
    try {
      return value.getAsFloat();
    } catch (RuntimeException e) {
      throw new UnreadableException(
          "%s has %s; must be numbers".formatted(contract.getModality(), value));
    }
  }
}
