package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/** JSON as pages read it: a number that is none is null, and whole ones have no fraction. */
final class Json {
  /** Up to here a double has every whole number. */
  private static final double WHOLE = 1L << 53;

  private static final int DIGITS = 100_000;

  private Json() {}

  /** Writes a value. */
  @FunctionalInterface
  interface Body {
    void write(JsonWriter out) throws IOException;
  }

  /** The JSON text that {@code body} writes. */
  static String text(Body body) {
    StringWriter text = new StringWriter();
    JsonWriter out = new JsonWriter(text);
    out.setHtmlSafe(true); // a page can carry it
    try {
      body.write(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing into memory failed", impossible);
    }
    return text.toString();
  }

  /** To five digits behind the point, which is more than anybody sees. */
  static void number(JsonWriter out, double value) throws IOException {
    if (!Double.isFinite(value)) {
      out.nullValue();
    } else if (value == Math.rint(value) && Math.abs(value) < WHOLE) {
      out.value((long) value);
    } else if (Math.abs(value) < WHOLE / DIGITS && Math.abs(value) > 0.01) {
      out.value(Math.rint(value * DIGITS) / DIGITS);
    } else {
      out.value(value);
    }
  }

  static void numbers(JsonWriter out, double[] values) throws IOException {
    out.beginArray();
    for (double value : values) {
      number(out, value);
    }
    out.endArray();
  }

  static void numbers(JsonWriter out, long[] values) throws IOException {
    numbers(out, Arrays.stream(values).asDoubleStream().toArray());
  }

  static void texts(JsonWriter out, Iterable<String> values) throws IOException {
    out.beginArray();
    for (String value : values) {
      out.value(value);
    }
    out.endArray();
  }

  static void counts(JsonWriter out, Map<String, ? extends Number> counts) throws IOException {
    out.beginObject();
    for (Map.Entry<String, ? extends Number> count : counts.entrySet()) {
      out.name(count.getKey());
      number(out, count.getValue().doubleValue());
    }
    out.endObject();
  }
}
