package dev.tandem.serving.http;

import com.google.gson.stream.JsonReader;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.FeatureContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The features of one modality as JSON: lists nested as the shape has it, or one flat list in
 * row-major order. Reading ends at the first number that is more than the shape has.
 */
final class PartJson {
  private final FeatureContract contract;
  private final ByteBuffer payload;
  private final NestedShape found = new NestedShape();

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
    requireShape();
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
    do {
      switch (json.peek()) {
        case BEGIN_ARRAY -> {
          json.beginArray();
          found.begin();
        }
        case END_ARRAY -> {
          json.endArray();
          found.end();
        }
        default -> put(json);
      }
    } while (found.isOpen());
  }

  private void put(JsonReader json) throws IOException {
    if (!payload.hasRemaining()) {
      throw unreadable(
          "has more than the %d numbers of shape %s".formatted(elements(), contract.getShape()));
    }
    found.number();
    payload.putFloat(number(json));
  }

  private void requireShape() {
    if (found.fault().isPresent()) {
      throw unreadable("has %s; %s".formatted(found.fault().get(), wanted()));
    }
    List<Integer> sizes = found.sizes();
    if (sizes.size() == 1 && payload.hasRemaining()) {
      throw unreadable(
          "has %d numbers; shape %s needs %d"
              .formatted(sizes.get(0), contract.getShape(), elements()));
    }
    if (sizes.size() != 1 && !sizes.equals(contract.getShape())) {
      throw unreadable("has shape %s; %s".formatted(sizes, wanted()));
    }
  }

  private String wanted() {
    return "must have shape %s, or be one flat list of %d numbers"
        .formatted(contract.getShape(), elements());
  }

  private int elements() {
    return payload.limit() / Float.BYTES;
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
    return unreadable("has %s; must be numbers".formatted(found));
  }

  private ClipJson.UnreadableException unreadable(String what) {
    return new ClipJson.UnreadableException(contract.getModality() + " " + what);
  }
}
