package dev.tandem.app.report;

import dev.tandem.schemas.records.HeadResult;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prequential means by head, summed over training steps. A head that scored none is absent. Holds
 * three numbers a head.
 */
public final class HeadSums {
  /** Of one head. */
  private record Sums(long scored, long correct, double loss) {
    static Sums of(HeadResult result) {
      return new Sums(
          result.getScored(), result.getCorrect(), result.getScored() * result.getLoss());
    }

    Sums plus(Sums other) {
      return new Sums(scored + other.scored, correct + other.correct, loss + other.loss);
    }
  }

  private final SortedMap<String, Sums> byHead = new TreeMap<>();

  public void add(TrainedStep step) {
    for (HeadResult result : step.heads()) {
      if (result.getScored() > 0) {
        byHead.merge(result.getHead(), Sums.of(result), Sums::plus);
      }
    }
  }

  /** Of {@code steps}. */
  public static HeadSums of(Iterable<TrainedStep> steps) {
    HeadSums sums = new HeadSums();
    steps.forEach(sums::add);
    return sums;
  }

  /** Share of the scored clips whose class it named; none where there are continuous targets. */
  public SortedMap<String, Double> accuracy() {
    SortedMap<String, Double> accuracy = new TreeMap<>();
    byHead.forEach(
        (head, sums) -> {
          if (sums.correct >= 0) {
            accuracy.put(head, (double) sums.correct / sums.scored);
          }
        });
    return accuracy;
  }

  /** Log loss in nats, or squared error of continuous targets. */
  public SortedMap<String, Double> loss() {
    SortedMap<String, Double> loss = new TreeMap<>();
    byHead.forEach((head, sums) -> loss.put(head, sums.loss / sums.scored));
    return loss;
  }
}
