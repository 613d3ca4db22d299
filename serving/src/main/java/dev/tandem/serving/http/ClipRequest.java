package dev.tandem.serving.http;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A clip as the JSON that {@link ClipJson} reads: numbers nested as their shape says. They are the
 * stored elements times scale plus offset, and reading them gives the same floats to the bit.
 */
public final class ClipRequest {
  private final JsonWriter json;

  private ClipRequest(JsonWriter json) {
    this.json = json;
  }

  /** One line, without its end. */
  public static String of(Clip clip) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      new ClipRequest(json).write(clip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(Clip clip) throws IOException {
    json.beginObject().name("clipId").value(clip.getClipId());
    json.name("features").beginObject();
    for (ClipPart part : clip.getParts()) {
      json.name(part.getModality());
      write(part, part.getShape(), part.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN));
    }
    json.endObject().endObject();
  }

  private void write(ClipPart part, List<Integer> shape, ByteBuffer elements) throws IOException {
    if (shape.isEmpty()) {
      number(part.getScale() * element(part, elements) + part.getOffset());
      return;
    }
    json.beginArray();
    for (int i = 0; i < shape.get(0); i++) {
      write(part, shape.subList(1, shape.size()), elements);
    }
    json.endArray();
  }

  private static float element(ClipPart part, ByteBuffer elements) {
    return part.getElementType() == ElementType.UINT8
        ? Byte.toUnsignedInt(elements.get())
        : elements.getFloat();
  }

  /** Infinity and NaN, which no model takes, are text: JSON has no form for them. */
  private void number(float value) throws IOException {
    if (Float.isFinite(value)) {
      json.jsonValue(Float.toString(value));
    } else {
      json.value(Float.toString(value));
    }
  }
}
