package dev.tandem.learner.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Means of scores by head: of a stream, or of a part of it. */
public final class PrequentialTotals {

  /**
   * Means of one head.
   *
   * @param clips number of clips it predicted
   * @param accuracy share of them it got right, 0 to 1; NaN for none
   * @param logLoss mean log loss in nats; NaN for none
   */
  public record Means(long clips, double accuracy, double logLoss) {}

  private final Map<String, double[]> byHead = new TreeMap<>();

  /** Takes in what {@link Prequential#score} gave. */
  public void add(Map<String, HeadScore> scores) {
    scores.forEach(
        (head, score) -> {
          double[] sums = byHead.computeIfAbsent(head, h -> new double[3]);
          sums[0]++;
          sums[1] += score.correct() ? 1 : 0;
          sums[2] += score.logLoss();
        });
  }

  /** Head to means, for the heads that predicted. */
  public Map<String, Means> means() {
    Map<String, Means> means = new LinkedHashMap<>();
    byHead.forEach(
        (head, sums) ->
            means.put(head, new Means((long) sums[0], sums[1] / sums[0], sums[2] / sums[0])));
    return means;
  }
}
