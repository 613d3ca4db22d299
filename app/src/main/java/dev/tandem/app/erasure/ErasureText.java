package dev.tandem.app.erasure;

import dev.tandem.schemas.KeptTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What becomes of a stream's records, for people.
 *
 * @param kept how long each topic keeps records
 */
public record ErasureText(Map<String, KeptTimes> kept) {

  /** A line for each topic that holds something. */
  public List<String> lines(List<PartitionTrace> found, boolean removed) {
    SortedMap<String, List<PartitionTrace>> byTopic = new TreeMap<>();
    found.forEach(
        trace ->
            byTopic
                .computeIfAbsent(trace.partition().topic(), topic -> new ArrayList<>())
                .add(trace));
    List<String> lines = new ArrayList<>();
    byTopic.forEach((topic, traces) -> lines.add(line(topic, traces, removed)));
    return lines;
  }

  private String line(String topic, List<PartitionTrace> traces, boolean removed) {
    long all = traces.stream().mapToLong(PartitionTrace::records).sum();
    long rest = traces.stream().mapToLong(PartitionTrace::rest).sum();
    String line =
        "%s: %,d records of it; %,d %s"
            .formatted(topic, all, all - rest, removed ? "removed" : "can be removed");
    return rest == 0 ? line : line + "; %,d stay: %s".formatted(rest, until(topic, traces));
  }

  private String until(String topic, List<PartitionTrace> traces) {
    Instant newest =
        traces.stream()
            .filter(trace -> trace.rest() > 0)
            .map(PartitionTrace::newestOfRest)
            .max(Instant::compareTo)
            .orElseThrow();
    String among = "they lie behind records of others, and the last is of " + newest;
    KeptTimes times = kept.get(topic);
    if (times.retentionMillis() < 0 || times.retentionMillis() == Long.MAX_VALUE) {
      return among + "; the topic's retention takes none";
    }
    Duration retention = Duration.ofMillis(times.retentionMillis());
    return "%s; retention (%s) takes them from %s on, each with its whole segment"
        .formatted(among, retention, newest.plus(retention));
  }
}
