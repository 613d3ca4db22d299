package dev.tandem.app.models;

import dev.tandem.schemas.snapshot.NamedTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far two versions' parameters are from each other.
 *
 * @param group tensors whose names begin alike, or {@code all}
 * @param parameters how many of them both have
 * @param distance Euclidean
 * @param relative distance by the first version's length
 * @param cosine of the angle between the two
 */
public record ParameterDistance(
    String group, long parameters, double distance, double relative, double cosine) {

  /**
   * Of each group, in order of their names, and of all together; tensors of other shapes are left
   * out.
   */
  static List<ParameterDistance> between(List<NamedTensor> first, List<NamedTensor> second) {
    Map<String, NamedTensor> others =
        second.stream().collect(Collectors.toMap(NamedTensor::name, tensor -> tensor));
    Map<String, Sums> groups = new TreeMap<>();
    Sums all = new Sums();
    for (NamedTensor tensor : first) {
      NamedTensor other = others.get(tensor.name());
      if (other != null && other.shape().equals(tensor.shape())) {
        Sums group = groups.computeIfAbsent(group(tensor.name()), name -> new Sums());
        Stream.of(group, all).forEach(sums -> sums.add(tensor, other));
      }
    }
    List<ParameterDistance> distances = new ArrayList<>();
    groups.forEach((name, sums) -> distances.add(sums.distance(name)));
    distances.add(all.distance("all"));
    return distances;
  }

  /** {@code encoders.audio} of {@code encoders.audio.0.weight}. */
  private static String group(String tensor) {
    String[] parts = tensor.split("\\.", 3);
    return parts.length < 3 ? parts[0] : parts[0] + "." + parts[1];
  }

  /** What the figures come from. */
  private static final class Sums {
    private long parameters;
    private double difference;
    private double first;
    private double second;
    private double product;

    void add(NamedTensor one, NamedTensor other) {
      FloatBuffer a = one.data().asFloatBuffer();
      FloatBuffer b = other.data().asFloatBuffer();
      parameters += a.remaining();
      while (a.hasRemaining()) {
        double x = a.get();
        double y = b.get();
        difference += (x - y) * (x - y);
        first += x * x;
        second += y * y;
        product += x * y;
      }
    }

    ParameterDistance distance(String name) {
      double length = Math.sqrt(first);
      return new ParameterDistance(
          name,
          parameters,
          Math.sqrt(difference),
          length == 0 ? Double.NaN : Math.sqrt(difference) / length,
          first == 0 || second == 0 ? Double.NaN : product / Math.sqrt(first * second));
    }
  }
}
