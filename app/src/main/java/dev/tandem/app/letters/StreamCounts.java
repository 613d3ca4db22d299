package dev.tandem.app.letters;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many letters come from which stream. */
public final class StreamCounts {
  private static final int LISTED = 20;

  private final SortedMap<String, Integer> counts = new TreeMap<>();

  public void add(DeadLetterRecord letter) {
    letter.stream()
        .ifPresent(stream -> counts.merge(DeadLetterTable.printable(stream), 1, Integer::sum));
  }

  public SortedMap<String, Integer> counts() {
    return counts;
  }

  /** {@code by stream: 3 × cam-1, …}, the most frequent first; empty where no letter says. */
  public Optional<String> summary() {
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    String most =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(LISTED)
            .map(entry -> "%,d × %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    int others = counts.size() - LISTED;
    return Optional.of(
        "by stream: " + most + (others > 0 ? ", and %,d others".formatted(others) : ""));
  }
}
