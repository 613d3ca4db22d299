package dev.tandem.app.report;

import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.TrainingEvent;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prequential accuracy by head, from the results of training steps. */
public final class HeadAccuracy {
  private HeadAccuracy() {}

  /** Correct over scored clips; a head that scored none is absent. */
  public static SortedMap<String, Double> of(Collection<TrainingEvent> steps) {
    SortedMap<String, long[]> counts = new TreeMap<>(); // head -> {correct, scored}
    for (TrainingEvent step : steps) {
      for (HeadResult result : step.getHeads()) {
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

  /**
   * The fewest last steps, whole, that hold at least {@code clips} clips; all if there are less.
   */
  public static List<TrainingEvent> last(List<TrainingEvent> steps, long clips) {
    long held = 0;
    int from = steps.size();
    while (from > 0 && held < clips) {
      from--;
      held += steps.get(from).getClipIds().size();
    }
    return steps.subList(from, steps.size());
  }
}
