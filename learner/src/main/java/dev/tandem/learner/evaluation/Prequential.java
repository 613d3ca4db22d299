package dev.tandem.learner.evaluation;

import dev.tandem.learner.HeadProbabilities;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scores predictions made before their label was learnt from. */
public final class Prequential {

  private Prequential() {}

  /**
   * Scores one prediction.
   *
   * @param label ordinal of the class that turned out to be right
   * @return head to score, for the heads that predicted, in their order
   */
  public static Map<String, HeadScore> score(HeadProbabilities prediction, int label) {
    Map<String, HeadScore> scores = new LinkedHashMap<>();
    prediction
        .byHead()
        .forEach(
            (head, probabilities) ->
                scores.put(
                    head,
                    HeadScore.of(probabilities, prediction.argMax(head).orElseThrow(), label)));
    return Collections.unmodifiableMap(scores);
  }
}
