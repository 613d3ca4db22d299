package dev.tandem.learner.evaluation;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Scores predictions made before their label was learnt from. */
public final class Prequential {

  private Prequential() {}

  /**
   * Scores one prediction.
   *
   * @param known the example with what turned out to be right
   * @return head to score, for the heads that predicted, in their order
   */
  public static Map<String, HeadScore> score(HeadOutputs prediction, LabelledExample known) {
    Map<String, HeadScore> scores = new LinkedHashMap<>();
    prediction
        .byHead()
        .forEach(
            (head, answer) ->
                scores.put(
                    head, HeadScore.of(answer, prediction.argMax(head).orElseThrow(), known)));
    return Collections.unmodifiableMap(scores);
  }
}
