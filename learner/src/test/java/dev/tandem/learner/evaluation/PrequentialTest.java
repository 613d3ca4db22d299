package dev.tandem.learner.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrequentialTest {

  private static final HeadOutputs PREDICTION = prediction();
  private static final Example EXAMPLE = new Example("clip", new TreeMap<>());

  @Test
  void shouldScoreEveryHeadThatPredicted() {
    Map<String, HeadScore> scores = Prequential.score(PREDICTION, ofClass(1));

    assertThat(scores.keySet()).containsExactly("fused", "sound");
    assertThat(scores.get("fused").correct()).isTrue();
    assertThat(scores.get("fused").loss()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(scores.get("sound").correct()).isFalse();
  }

  @Test
  void shouldTakeTheFirstOfEqualsAsTheAnswer() {
    assertThat(PREDICTION.argMax("sound")).contains(0);
    assertThat(PREDICTION.argMax("taste")).isEmpty();
  }

  @Test
  void shouldBoundTheLossOfAnImpossibleLabel() {
    assertThat(Prequential.score(PREDICTION, ofClass(2)).get("sound").loss())
        .isCloseTo(16 * Math.log(10), within(1e-9));
  }

  @Test
  void shouldCountAClassThatWasNotKnownYetAsGivenNoProbability() {
    HeadScore score = Prequential.score(PREDICTION, ofClass(7)).get("sound");

    assertThat(score.correct()).isFalse();
    assertThat(score.loss()).isCloseTo(16 * Math.log(10), within(1e-9));
  }

  @Test
  void shouldScoreWhatIsNoNumberAsNoProbability() {
    HeadOutputs spoiled = new HeadOutputs(Map.of("fused", new float[] {Float.NaN, 1}));

    assertThat(Prequential.score(spoiled, ofClass(0)).get("fused").loss())
        .isCloseTo(16 * Math.log(10), within(1e-9));
  }

  @Test
  void shouldScoreValuesByTheMeanOfTheirSquaredErrors() {
    LabelledExample known = new LabelledExample(EXAMPLE, List.of(0.25f, 1.5f, -0.75f));

    HeadScore score = Prequential.score(PREDICTION, known).get("fused");

    assertThat(score.correct()).isFalse();
    assertThat(score.loss()).isCloseTo((0 + 1 + 1) / 3.0, within(1e-9));
  }

  private static LabelledExample ofClass(int label) {
    return new LabelledExample(EXAMPLE, label);
  }

  private static HeadOutputs prediction() {
    Map<String, float[]> byHead = new LinkedHashMap<>();
    byHead.put("fused", new float[] {0.25f, 0.5f, 0.25f});
    byHead.put("sound", new float[] {0.5f, 0.5f, 0});
    return new HeadOutputs(byHead);
  }
}
