package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A class more, between two batches. */
class GrowthTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings SETTINGS = TestingClips.settings(PAIR);

  @Test
  void shouldKeepTheOtherClassesWeights() {
    Learner small = trained(5);
    List<WeightTensor> before = small.weights();
    try (Learner grown = small.grown("late")) {
      List<WeightTensor> after = grown.weights();

      assertThat(grown.settings().classNames())
          .containsExactly("class-0", "class-1", "class-2", "late");
      for (int t = 0; t < before.size(); t++) {
        FloatBuffer old = before.get(t).data().asFloatBuffer();
        FloatBuffer now = after.get(t).data().asFloatBuffer();
        String name = before.get(t).name();
        assertThat(now.slice(0, old.remaining())).as(name).isEqualTo(old);
        boolean byClass = name.contains("heads.") || name.contains("fusion.");
        assertThat(now.remaining() > old.remaining()).as(name).isEqualTo(byClass);
      }
      float fresh = after.get(after.size() / 2 - 1).data().asFloatBuffer().get(3);
      assertThat(fresh).isNotZero();
    }
  }

  /** Moments too: what has nothing to do with the new class learns as if it were not there. */
  @Test
  void shouldGoOnWithTheOthersMoments() {
    LearnerSettings plain = TestingClips.plain(PAIR).withPolicy("multi-loss");
    try (Learner same = Learner.create(plain)) {
      same.train(TestingClips.batch(PAIR, 6, 0));
      LearnerState before = same.state();
      try (Learner grown = Learner.restore(plain, before).grown("late")) {
        LearnerState after = grown.state();
        assertThat(Bits.of(after).length).isGreaterThan(Bits.of(before).length);
        assertThat(after.paces()).usingRecursiveComparison().isEqualTo(before.paces());
        assertThat(after.step()).isEqualTo(1);
        float[] encoderBefore = moved(same, 0);
        float[] encoderAfter = moved(grown, 0);
        // the same encoder gradient but for the new output's small pull; no restart of Adam, whose
        // first steps are all of the size of the rate
        double difference = 0;
        double size = 0;
        for (int i = 0; i < encoderBefore.length; i++) {
          difference += Math.abs(encoderBefore[i] - encoderAfter[i]);
          size += Math.abs(encoderBefore[i]);
        }
        assertThat(difference).isLessThan(0.5 * size);
      }
    }
  }

  @Test
  void shouldLearnTheNewClassAndBeRestored() {
    Learner learner = trained(150).grown("class-3");
    Architecture larger = learner.settings().architecture();
    for (int k = 0; k < 200; k++) {
      learner.train(TestingClips.batch(larger, 16, 500 + k));
    }
    List<LabelledExample> fresh = TestingClips.batch(larger, 100, 999);
    List<HeadProbabilities> answers = learner.predict(TestingClips.examples(fresh));
    int right = 0;
    for (int i = 0; i < fresh.size(); i++) {
      right += answers.get(i).argMax("fused").orElseThrow() == fresh.get(i).label() ? 1 : 0;
    }
    assertThat(right).isGreaterThan(90);

    LearnerState state = Bits.read(Bits.of(learner.state()));
    LearnerSettings settings = SETTINGS.withClass("class-3");
    try (Learner restored = Learner.restore(settings, state)) {
      List<LabelledExample> batch = TestingClips.batch(larger, 16, 1000);
      assertThat(restored.train(batch)).isEqualTo(learner.train(batch));
      assertThat(Bits.of(restored.state())).isEqualTo(Bits.of(learner.state()));
    }
    learner.close();
  }

  @Test
  void shouldDrawNewRowsFromTheSeedAndTheClass() {
    try (Learner one = trained(1).grown("a").grown("b");
        Learner other = trained(1).grown("a").grown("other name")) {
      assertThat(Bits.of(one.weights())).isEqualTo(Bits.of(other.weights()));
    }
  }

  @Test
  void shouldGoOnFromAVersionOfBeforeItGrew() {
    Learner small = trained(20);
    List<WeightTensor> version = small.weights();
    LearnerState atVersion = small.state();
    small.train(TestingClips.batch(PAIR, 6, 1));
    try (Learner resumed = small.grown("late").grown("later");
        Learner grown = Learner.restore(SETTINGS, atVersion).grown("late").grown("later")) {
      assertThatThrownBy(() -> resumed.resume(version))
          .isInstanceOf(IllegalArgumentException.class);
      resumed.resume(resumed.grown(version));

      assertThat(Bits.of(resumed.weights())).isEqualTo(Bits.of(grown.weights()));
    }
  }

  @Test
  void shouldRefuseAClassThatItKnows() {
    try (Learner learner = trained(1)) {
      assertThatThrownBy(() -> learner.grown("class-1"))
          .hasMessage(
              "a class 'class-1' cannot be added to the classification of [class-0, class-1, class-2]. Add a class that it does not know.");
    }
  }

  private static float[] moved(Learner learner, int tensor) {
    float[] before = values(learner, tensor);
    learner.train(TestingClips.batch(PAIR, 6, 1));
    float[] after = values(learner, tensor);
    for (int i = 0; i < after.length; i++) {
      after[i] -= before[i];
    }
    return after;
  }

  private static float[] values(Learner learner, int tensor) {
    FloatBuffer floats = learner.weights().get(tensor).data().asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }

  private static Learner trained(int steps) {
    Learner learner = Learner.create(SETTINGS);
    List<StepReport> reports = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      reports.add(learner.train(TestingClips.batch(PAIR, 16, k)));
    }
    assertThat(reports).allMatch(StepReport::trained);
    return learner;
  }
}
