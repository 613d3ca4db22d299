package dev.tandem.benchmarks.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What PyTorch computed, as parity.py wrote it. */
final class Golden {

  private static final double TOLERANCE = 1e-5;

  /** As parity.py: share of the largest gradient against which one of 0 is measured. */
  private static final double FLOOR = 0.1;

  private Golden() {}

  static JsonObject read() throws IOException {
    try (InputStream in = Golden.class.getResourceAsStream("/parity/golden.json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(json).getAsJsonObject();
    }
  }

  /** In which numbers a step is not what it is to be, in words. */
  static List<String> differences(Map<String, float[]> numbers, JsonObject golden) {
    List<String> differences = new ArrayList<>();
    if (!new TreeSet<>(numbers.keySet()).equals(new TreeSet<>(golden.keySet()))) {
      differences.add("there are %s, not %s".formatted(numbers.keySet(), golden.keySet()));
      return differences;
    }
    double largest = 0;
    for (Map.Entry<String, JsonElement> entry : golden.entrySet()) {
      if (entry.getKey().startsWith("gradient.")) {
        largest = Math.max(largest, entry.getValue().getAsJsonArray().get(0).getAsDouble());
      }
    }
    for (Map.Entry<String, float[]> entry : numbers.entrySet()) {
      JsonArray expected = golden.getAsJsonArray(entry.getKey());
      double off = distance(entry.getKey(), entry.getValue(), expected, largest);
      if (!(off <= TOLERANCE)) {
        differences.add("%s is off by %.1e".formatted(entry.getKey(), off));
      }
    }
    return differences;
  }

  private static double distance(
      String name, float[] values, JsonArray expected, double largestGradient) {
    if (name.startsWith("logits.") || name.startsWith("loss.")) {
      return ofNumbers(values, expected);
    }
    float[] probe = Counters.uniform(0, "probe." + name, values.length);
    double squares = 0;
    double product = 0;
    double length = 0;
    for (int i = 0; i < values.length; i++) {
      squares += (double) values[i] * values[i];
      product += (double) values[i] * probe[i];
      length += (double) probe[i] * probe[i];
    }
    double norm = expected.get(0).getAsDouble();
    boolean zero = name.startsWith("gradient.") && norm == 0;
    double scale = zero ? FLOOR * largestGradient : norm;
    double ofNorm = Math.abs(Math.sqrt(squares) - norm) / scale;
    double ofProduct =
        Math.abs(product - expected.get(1).getAsDouble()) / (scale * Math.sqrt(length));
    return Math.max(ofNorm, ofProduct);
  }

  private static double ofNumbers(float[] values, JsonArray expected) {
    if (values.length != expected.size()) {
      return Double.POSITIVE_INFINITY;
    }
    double squares = 0;
    double distance = 0;
    for (int i = 0; i < values.length; i++) {
      double wanted = expected.get(i).getAsDouble();
      squares += wanted * wanted;
      distance += (values[i] - wanted) * (values[i] - wanted);
    }
    return Math.sqrt(distance / squares);
  }
}
