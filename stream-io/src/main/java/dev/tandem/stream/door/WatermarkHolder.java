package dev.tandem.stream.door;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a door's watermark waits for.
 *
 * @param watermark of the partition, which is the door's; {@link Long#MIN_VALUE} where it has said
 *     nothing yet
 * @param stream the slowest live stream there; empty where none lives
 * @param leapt whether others there are ahead of it by more than they may be for it to vanish
 * @param furthest the latest time of any stream in the door's partitions
 */
record WatermarkHolder(
    int partition, long watermark, Optional<String> stream, boolean leapt, long furthest) {

  /** Empty where all streams have ended, and before there are partitions: nothing is awaited. */
  static Optional<WatermarkHolder> among(SortedMap<Integer, PartitionClock> clocks) {
    if (clocks.values().stream().allMatch(PartitionClock::isAtRest)) {
      return Optional.empty();
    }
    long furthest =
        clocks.values().stream().mapToLong(PartitionClock::furthest).max().orElseThrow();
    return clocks.entrySet().stream()
        .min(Comparator.comparingLong(entry -> entry.getValue().watermark()))
        .map(
            entry ->
                new WatermarkHolder(
                    entry.getKey(),
                    entry.getValue().watermark(),
                    entry.getValue().slowest(),
                    entry.getValue().ahead().isPresent(),
                    furthest));
  }

  boolean isSilent() {
    return watermark == Long.MIN_VALUE;
  }

  /** Milliseconds of event time; endless where the partition has said nothing. */
  double lag() {
    return isSilent() ? Double.POSITIVE_INFINITY : (double) Math.max(0, furthest - watermark);
  }

  @Override
  public String toString() {
    return isSilent()
        ? "partition %d has told no time yet".formatted(partition)
        : "partition %d holds it at %s, %.0f ms behind the furthest record, with %s"
            .formatted(
                partition,
                Instant.ofEpochMilli(watermark),
                lag(),
                stream.map("stream "::concat).orElse("no live stream"));
  }
}
