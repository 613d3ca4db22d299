package dev.tandem.learner.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.network.Rows;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.spec.Architecture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against numbers worked out by hand; logits are logarithms of probabilities. */
class ReadoutTest {

  private static final Offset<Float> TIGHT = within(1e-6f);
  private static final Architecture PAIR = TestingClips.pair();

  @Test
  void shouldMixEqualExpertsToTheirMean() {
    Readout readout = Readout.hedged(PAIR, new float[4]);

    HeadOutputs answer = readout.answer(List.of(set(0.5, 0.8, 0.2)), 0);

    // fused (.5 .25 .25), sound (.8 .1 .1), sight (.2 .4 .4), product ∝ (.16 .04 .04) = (2/3 1/6
    // 1/6)
    float mean = (float) ((0.5 + 0.8 + 0.2 + 2.0 / 3) / 4);
    assertThat(answer.byHead().get("fused")[0]).isCloseTo(mean, TIGHT);
    assertThat(answer.byHead().get("sound")[0]).isCloseTo(0.8f, TIGHT);
  }

  @Test
  void shouldWeighExpertsByTheirRecentLosses() {
    Readout readout = Readout.hedged(PAIR, new float[4]);
    List<Map<String, HeadOutput>> sets = List.of(set(0.5, 0.8, 0.2));

    readout.learn(sets, Labels.ofClasses(0), 1);

    float[] losses = readout.losses().orElseThrow();
    assertThat(losses[0]).isCloseTo((float) (-0.1 * Math.log(0.5)), TIGHT);
    assertThat(losses[2]).isCloseTo((float) (-0.1 * Math.log(0.2)), TIGHT);
    // after one clip 10 · 0.1 = 1: weights are the probabilities given to the label
    double third = 2.0 / 3;
    double sum = 0.5 + 0.8 + 0.2 + third;
    float expected = (float) ((0.25 + 0.64 + 0.04 + third * third) / sum);
    assertThat(readout.answer(sets, 0).byHead().get("fused")[0]).isCloseTo(expected, TIGHT);

    readout.learn(sets, Labels.ofClasses(0), 1);
    assertThat(readout.losses().orElseThrow()[0]).isCloseTo((float) (-0.19 * Math.log(0.5)), TIGHT);
  }

  @Test
  void shouldFollowTheSetOfWeightsThatIsRight() {
    Readout readout = Readout.hedged(PAIR, new float[8]);
    List<Map<String, HeadOutput>> sets = List.of(set(0.1, 0.1, 0.1), set(0.9, 0.9, 0.9));
    for (int i = 0; i < 30; i++) {
      readout.learn(sets, Labels.ofClasses(0), 1);
    }

    HeadOutputs answer = readout.answer(sets, 0);

    assertThat(answer.byHead().get("fused")[0]).isGreaterThan(0.9f);
    assertThat(answer.byHead().get("sound")[0]).isCloseTo(0.9f, within(1e-3f));
  }

  @Test
  void shouldLeaveOutExpertsOfAMissingModality() {
    Readout readout = Readout.hedged(PAIR, new float[4]);
    Map<String, HeadOutput> soundOnly = set(0.5, 0.8, 0.2);
    soundOnly.remove("sight");

    readout.learn(List.of(soundOnly), Labels.ofClasses(0), 1);
    HeadOutputs answer = readout.answer(List.of(soundOnly), 0);

    assertThat(answer.byHead()).containsOnlyKeys("fused", "sound");
    assertThat(readout.losses().orElseThrow()[2]).isZero();
    // fused .5, sound .8 and the product of sound alone, each weighed by itself
    float expected = (float) ((0.25 + 2 * 0.64) / (0.5 + 2 * 0.8));
    assertThat(answer.byHead().get("fused")[0]).isCloseTo(expected, TIGHT);
  }

  @Test
  void shouldAnswerWithTheLastSetAloneWithoutAHedge() {
    HeadOutputs answer =
        Readout.fused(PAIR).answer(List.of(set(0.1, 0.1, 0.1), set(0.6, 0.8, 0.2)), 0);

    assertThat(answer.byHead().get("fused")[0]).isCloseTo(0.6f, TIGHT);
    assertThat(answer.byHead().get("sight")[0]).isCloseTo(0.2f, TIGHT);
  }

  /** Head probabilities of class 0; the two others share the rest. */
  private static Map<String, HeadOutput> set(double fused, double sound, double sight) {
    Map<String, HeadOutput> set = new LinkedHashMap<>();
    set.put("fused", output("fused", fused));
    set.put("sound", output("sound", sound));
    set.put("sight", output("sight", sight));
    return set;
  }

  private static HeadOutput output(String head, double first) {
    float rest = (float) Math.log((1 - first) / 2);
    return new HeadOutput(head, Rows.all(1), new float[] {(float) Math.log(first), rest, rest});
  }
}
