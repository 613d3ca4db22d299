package dev.tandem.app.report;

import dev.tandem.schemas.records.HeadResult;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Prequential means by head, from the results of training steps. A head that scored none is absent.
 */
public final class HeadMeans {
  /** Sums of one head. */
  private record Sums(long scored, long correct, double loss) {
    static Sums of(HeadResult result) {
      return new Sums(
          result.getScored(), result.getCorrect(), result.getScored() * result.getLoss());
    }

    Sums plus(Sums other) {
      return new Sums(scored + other.scored, correct + other.correct, loss + other.loss);
    }
  }

  private HeadMeans() {}

  /** Share of the scored clips whose class it named; none where there are continuous targets. */
  public static SortedMap<String, Double> accuracy(Collection<TrainedStep> steps) {
    SortedMap<String, Double> accuracy = new TreeMap<>();
    sums(steps)
        .forEach(
            (head, sums) -> {
              if (sums.correct >= 0) {
                accuracy.put(head, (double) sums.correct / sums.scored);
              }
            });
    return accuracy;
  }

  /** Log loss in nats, or squared error of continuous targets. */
  public static SortedMap<String, Double> loss(Collection<TrainedStep> steps) {
    SortedMap<String, Double> loss = new TreeMap<>();
    sums(steps).forEach((head, sums) -> loss.put(head, sums.loss / sums.scored));
    return loss;
  }

  private static SortedMap<String, Sums> sums(Collection<TrainedStep> steps) {
    SortedMap<String, Sums> byHead = new TreeMap<>();
    for (TrainedStep step : steps) {
      for (HeadResult result : step.heads()) {
        if (result.getScored() > 0) {
          byHead.merge(result.getHead(), Sums.of(result), Sums::plus);
        }
      }
    }
    return byHead;
  }
}
