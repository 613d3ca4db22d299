package dev.tandem.serving.http;

import com.google.gson.stream.JsonReader;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.FeatureContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The features of one modality as JSON; reading ends at the first number that is more than the
 * shape has.
 */
final class PartJson {
  private final FeatureContract contract;
  private final ByteBuffer payload;

  PartJson(FeatureContract contract) {
    int elements = contract.getShape().stream().reduce(1, Math::multiplyExact);
    this.contract = contract;
    this.payload =
        ByteBuffer.allocate(Math.multiplyExact(elements, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads one value; throws {@link ClipJson.UnreadableException} if it is not such features. */
  ClipPart read(JsonReader json) throws IOException {
    fill(json);
    if (payload.hasRemaining()) {
      throw new ClipJson.UnreadableException(
          "%s has %d numbers; shape %s needs %d"
              .formatted(
                  contract.getModality(),
                  payload.position() / Float.BYTES,
                  contract.getShape(),
                  payload.limit() / Float.BYTES));
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

  private void fill(JsonReader json) throws IOException {
    int depth = 0;
    do {
      switch (json.peek()) {
        case BEGIN_ARRAY -> {
          json.beginArray();
          depth++;
        }
        case END_ARRAY -> {
          json.endArray();
          depth--;
        }
        default -> put(json);
      }
    } while (depth > 0);
  }

  private void put(JsonReader json) throws IOException {
    if (!payload.hasRemaining()) {
      throw new ClipJson.UnreadableException(
          "%s has more than the %d numbers of shape %s"
              .formatted(
                  contract.getModality(), payload.limit() / Float.BYTES, contract.getShape()));
    }
    payload.putFloat(number(json));
  }

  private float number(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case NUMBER, STRING -> number(json.nextString());
      case BOOLEAN -> throw notNumbers(Boolean.toString(json.nextBoolean()));
      case NULL -> throw notNumbers("null");
      default -> throw notNumbers("an object");
    };
  }

  /** Also of text, as infinity and NaN have no other form. */
  private float number(String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      throw notNumbers("\"" + text + "\"");
    }
  }

  private ClipJson.UnreadableException notNumbers(String found) {
    return new ClipJson.UnreadableException(
        "%s has %s; must be numbers".formatted(contract.getModality(), found));
  }
}
