package dev.tandem.learner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.HeadProbabilities;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrequentialTest {

  private static final HeadProbabilities PREDICTION = prediction();

  @Test
  void shouldScoreEveryHeadThatPredicted() {
    Map<String, HeadScore> scores = Prequential.score(PREDICTION, 1);

    assertThat(scores.keySet()).containsExactly("fused", "sound");
    assertThat(scores.get("fused").correct()).isTrue();
    assertThat(scores.get("fused").logLoss()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(scores.get("sound").correct()).isFalse();
  }

  @Test
  void shouldTakeTheFirstOfEqualsAsTheAnswer() {
    assertThat(PREDICTION.argMax("sound")).contains(0);
    assertThat(PREDICTION.argMax("taste")).isEmpty();
  }

  @Test
  void shouldBoundTheLossOfAnImpossibleLabel() {
    assertThat(Prequential.score(PREDICTION, 2).get("sound").logLoss())
        .isCloseTo(16 * Math.log(10), within(1e-9));
  }

  @Test
  void shouldCountAClassThatWasNotKnownYetAsGivenNoProbability() {
    HeadScore score = Prequential.score(PREDICTION, 7).get("sound");

    assertThat(score.correct()).isFalse();
    assertThat(score.logLoss()).isCloseTo(16 * Math.log(10), within(1e-9));
  }

  @Test
  void shouldAverageOverClips() {
    PrequentialTotals totals = new PrequentialTotals();
    totals.add(Prequential.score(PREDICTION, 1));
    totals.add(Prequential.score(PREDICTION, 0));

    PrequentialTotals.Means fused = totals.means().get("fused");

    assertThat(fused.clips()).isEqualTo(2);
    assertThat(fused.accuracy()).isEqualTo(0.5);
    assertThat(fused.logLoss()).isCloseTo((Math.log(2) + Math.log(4)) / 2, within(1e-6));
    assertThat(totals.means()).doesNotContainKey("taste");
  }

  private static HeadProbabilities prediction() {
    Map<String, float[]> byHead = new LinkedHashMap<>();
    byHead.put("fused", new float[] {0.25f, 0.5f, 0.25f});
    byHead.put("sound", new float[] {0.5f, 0.5f, 0});
    return new HeadProbabilities(byHead);
  }
}
