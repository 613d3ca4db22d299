package dev.tandem.stream.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;

/** Counts by the constants of an enum: in all, and by stream. */
public final class StreamCounters<K extends Enum<K>> {
  private final Map<K, Counter> all;
  private final PerStream<Map<K, Counter>> streams;

  private StreamCounters(Map<K, Counter> all, PerStream<Map<K, Counter>> streams) {
    this.all = all;
    this.streams = streams;
  }

  /**
   * Registers a counter for each constant; those of a stream when it is first counted.
   *
   * @param total has one label, whose values are those that {@code label} gives
   * @param ofStream has the label of the stream before it
   */
  public static <K extends Enum<K>> StreamCounters<K> of(
      Metrics metrics,
      JobMetric total,
      JobMetric ofStream,
      Class<K> kinds,
      Function<K, String> label) {
    return new StreamCounters<>(
        counters(kinds, kind -> metrics.counter(total, label.apply(kind))),
        new PerStream<>(
            stream ->
                counters(kinds, kind -> metrics.counter(ofStream, stream, label.apply(kind)))));
  }

  private static <K extends Enum<K>> Map<K, Counter> counters(
      Class<K> kinds, Function<K, Counter> maker) {
    EnumMap<K, Counter> counters = new EnumMap<>(kinds);
    for (K kind : kinds.getEnumConstants()) {
      counters.put(kind, maker.apply(kind));
    }
    return counters;
  }

  public void count(K kind, String stream) {
    all.get(kind).inc();
    streams.of(stream).get(kind).inc();
  }
}
