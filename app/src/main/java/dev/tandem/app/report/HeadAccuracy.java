package dev.tandem.app.report;

import dev.tandem.schemas.records.HeadResult;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prequential accuracy by head, from the results of training steps. */
public final class HeadAccuracy {
  private HeadAccuracy() {}

  /** Correct over scored clips; a head that scored none is absent. */
  public static SortedMap<String, Double> of(Collection<TrainedStep> steps) {
    SortedMap<String, long[]> counts = new TreeMap<>(); // head -> {correct, scored}
    for (TrainedStep step : steps) {
      for (HeadResult result : step.heads()) {
        long[] count = counts.computeIfAbsent(result.getHead(), head -> new long[2]);
        count[0] += result.getCorrect();
        count[1] += result.getScored();
      }
    }
    SortedMap<String, Double> accuracy = new TreeMap<>();
    counts.forEach(
        (head, count) -> {
          if (count[1] > 0) {
            accuracy.put(head, (double) count[0] / count[1]);
          }
        });
    return accuracy;
  }
}
