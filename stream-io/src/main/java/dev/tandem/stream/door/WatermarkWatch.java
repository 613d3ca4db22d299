package dev.tandem.stream.door;

import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.PerStream;
import dev.tandem.stream.metrics.Reading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says what holds a door's watermark: in metrics at every look, in words when it stands still. It
 * looks now and then, by the wall clock, and what it finds decides nothing.
 */
final class WatermarkWatch {
  /** How long the watermark may stand still before that is worth a message. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** From one message to the next, at least. */
  static final Duration REPEAT = Duration.ofMinutes(1);

  private static final String NO_STREAM = "none";

  private final String topic;
  private final Duration expiry;
  private final Metrics metrics;
  private final Reading lag;
  private final Map<Integer, PerStream<Reading>> holding = new TreeMap<>();
  private Optional<Reading> marked = Optional.empty();
  private Optional<WatermarkHolder> moved = Optional.empty();
  private long movedAt;
  private long quietUntil = Long.MIN_VALUE;

  /** {@code expiry} is {@code stream.expiry}. */
  WatermarkWatch(String topic, Duration expiry, Metrics metrics) {
    this.topic = topic;
    this.expiry = expiry;
    this.metrics = metrics;
    lag = metrics.reading(JobMetric.WATERMARK_LAG, topic);
  }

  /**
   * Brings the metrics up to date.
   *
   * @param now processing time, milliseconds
   * @return a message for people where time has stood still too long
   */
  Optional<String> look(SortedMap<Integer, PartitionClock> clocks, long now) {
    Optional<WatermarkHolder> holder = WatermarkHolder.among(clocks);
    lag.set(holder.map(by -> by.lag() / 1e3).orElse(0.0));
    mark(holder.map(this::reading));
    if (holder.isEmpty() || moved.isEmpty() || hasMoved(holder.get())) {
      moved = holder;
      movedAt = now;
    }
    boolean stands = holder.isPresent() && now - movedAt >= PATIENCE.toMillis();
    if (!stands || now < quietUntil) {
      return Optional.empty();
    }
    quietUntil = now + REPEAT.toMillis();
    return holder.map(by -> message(by, now - movedAt));
  }

  private boolean hasMoved(WatermarkHolder holder) {
    return holder.watermark() != moved.orElseThrow().watermark();
  }

  private void mark(Optional<Reading> reading) {
    marked.filter(before -> !reading.equals(marked)).ifPresent(before -> before.set(0));
    reading.ifPresent(now -> now.set(1));
    marked = reading;
  }

  private Reading reading(WatermarkHolder holder) {
    return holding
        .computeIfAbsent(holder.partition(), this::readings)
        .of(holder.stream().orElse(NO_STREAM));
  }

  private PerStream<Reading> readings(int partition) {
    String number = Integer.toString(partition);
    return new PerStream<>(
        stream -> metrics.reading(JobMetric.WATERMARK_HOLDER, topic, number, stream));
  }

  private String message(WatermarkHolder holder, long millis) {
    return "event time of topic %s has stood still for %d s: %s. %s"
        .formatted(topic, millis / 1000, holder, advice(holder));
  }

  private String advice(WatermarkHolder holder) {
    if (holder.furthest() == moved.orElseThrow().furthest()) {
      return "Nothing later was read from the topic: its feed is quiet, or reading waits for a topic that is"
          + " join.max-drift behind.";
    }
    if (holder.isSilent()) {
      return "Others went on: a feed has to write its marks into every partition.";
    }
    return "Others went on: start its feed again or write its end mark; "
        + (holder.leapt()
                ? "they leapt ahead by more than stream.expiry (%1$d s), so it is waited for until they have told %1$d s more without it."
                : "a stream that is stream.expiry (%d s) behind is no longer waited for.")
            .formatted(expiry.toSeconds());
  }
}
