package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterLayout;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.RmsPropSettings;
import dev.tandem.learner.state.FloatCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A class more, between two batches. */
class GrowthTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings SETTINGS = TestingClips.settings(PAIR);
  private static final ParameterLayout SMALLER = new Network(PAIR).layout();
  private static final ParameterLayout LARGER = new Network(PAIR.withClasses(4)).layout();

  private static Stream<String> optimizers() {
    return Stream.of("adam", "adamw", "rmsprop", "sgd");
  }

  /** With two moments where there can be two. */
  private static LearnerSettings with(String optimizer) {
    return SETTINGS.withOptimizer(
        OptimizerSettings.named(optimizer)
            .withWeightDecay(0.01)
            .withRmsprop(new RmsPropSettings(0.99, 1e-8, 0.9)));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void shouldKeepTheOtherClassesWeights(String optimizer) {
    Learner small = trained(with(optimizer), 5);
    LearnerState before = small.state();
    try (Learner grown = small.grownBy(List.of("late"))) {
      LearnerState after = grown.state();

      assertThat(grown.settings().classNames())
          .containsExactly("class-0", "class-1", "class-2", "late");
      requireOldRows(before.parameters(), after.parameters());
      requireOldRows(before.average().orElseThrow(), after.average().orElseThrow());
      List<Parameter> byClass =
          LARGER.parameters().stream().filter(Parameter::rowsAreClasses).toList();
      assertThat(byClass).hasSize(7); // weight and bias of both heads; of the fusion two and one
      for (Parameter parameter : byClass) {
        assertThat(newRow(parameter, after.parameters()))
            .as(parameter.name())
            .isNotEmpty()
            .doesNotContain(0)
            .isEqualTo(newRow(parameter, after.average().orElseThrow()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void shouldKeepTheOthersMoments(String optimizer) throws IOException {
    Learner small = trained(with(optimizer), 5);
    Moments before = Moments.of(small.state());
    try (Learner grown = small.grownBy(List.of("late"))) {
      Moments after = Moments.of(grown.state());

      assertThat(after.steps()).isEqualTo(before.steps()).doesNotContain(0L);
      assertThat(after.values()).hasSameSizeAs(before.values());
      for (int i = 0; i < before.values().size(); i++) {
        assertThat(before.values().get(i))
            .as("moments are there")
            .isNotEqualTo(new float[SMALLER.floats()]);
        requireOldRows(before.values().get(i), after.values().get(i));
        for (Parameter parameter : LARGER.parameters()) {
          float[] row = newRow(parameter, after.values().get(i));
          assertThat(row).as(parameter.name()).isEqualTo(new float[row.length]);
        }
      }
    }
  }

  @Test
  void shouldKeepWhatHasNothingToDoWithClasses() {
    Learner small = trained(5);
    LearnerState before = small.state();
    try (Learner grown = small.grownBy(List.of("late"))) {
      LearnerState after = grown.state();

      assertThat(after.counts()).isEqualTo(before.counts());
      assertThat(after.hedge().orElseThrow()).isEqualTo(before.hedge().orElseThrow());
      assertThat(Bits.written(after.policy().paces()::writeTo))
          .isEqualTo(Bits.written(before.policy().paces()::writeTo));
      assertThat(Bits.written(after.drift()::writeTo))
          .isEqualTo(Bits.written(before.drift()::writeTo));
    }
  }

  /** With room for all, and full: for 2 of each class before and after, for 4 and then 3. */
  @ParameterizedTest
  @CsvSource({"adam,2000", "adamw,8", "rmsprop,12", "sgd,12"})
  void shouldGoOnAsIfItHadBeenRestoredBeforeItGrew(String optimizer, int clips) {
    LearnerSettings settings =
        with(optimizer).withRehearsal(RehearsalSettings.defaults().withClips(clips));
    Learner small = trained(settings, 5);
    LearnerState saved = Bits.read(Bits.of(small.state()));
    try (Learner grown = small.grownBy(List.of("late"));
        Learner other = Learner.restore(settings, saved).grownBy(List.of("late"))) {
      for (int k = 5; k < 10; k++) {
        List<LabelledExample> batch =
            TestingClips.batch(grown.settings().architecture(), 16, 500 + k);
        assertThat(grown.train(batch)).isEqualTo(other.train(batch));
      }
      assertThat(Bits.of(grown.state())).isEqualTo(Bits.of(other.state()));
    }
  }

  @Test
  void shouldLearnTheNewClassAndBeRestored() {
    Learner learner = trained(150).grownBy(List.of("class-3"));
    Architecture larger = learner.settings().architecture();
    for (int k = 0; k < 200; k++) {
      learner.train(TestingClips.batch(larger, 16, 500 + k));
    }
    List<LabelledExample> fresh = TestingClips.batch(larger, 100, 999);
    List<HeadOutputs> answers = learner.predict(TestingClips.examples(fresh));
    int right = 0;
    for (int i = 0; i < fresh.size(); i++) {
      right += answers.get(i).argMax("fused").orElseThrow() == fresh.get(i).label() ? 1 : 0;
    }
    assertThat(right).isGreaterThan(90);

    LearnerState state = Bits.read(Bits.of(learner.state()));
    LearnerSettings settings = SETTINGS.withClassNames(learner.settings().classNames());
    try (Learner restored = Learner.restore(settings, state)) {
      List<LabelledExample> batch = TestingClips.batch(larger, 16, 1000);
      assertThat(restored.train(batch)).isEqualTo(learner.train(batch));
      assertThat(Bits.of(restored.state())).isEqualTo(Bits.of(learner.state()));
    }
    learner.close();
  }

  @Test
  void shouldDrawNewRowsFromTheSeedAndTheClass() {
    try (Learner one = trained(1).grownBy(List.of("a")).grownBy(List.of("b"));
        Learner other = trained(1).grownBy(List.of("a")).grownBy(List.of("other name"))) {
      assertThat(Bits.of(one.weights())).isEqualTo(Bits.of(other.weights()));
    }
  }

  /** With room for all, and full. */
  @ParameterizedTest
  @CsvSource({"adam,2000", "adamw,8", "rmsprop,12", "sgd,12"})
  void shouldTakeSeveralClassesAtOnceAsItTakesOneAfterTheOther(String optimizer, int clips) {
    LearnerSettings settings =
        with(optimizer).withRehearsal(RehearsalSettings.defaults().withClips(clips));
    try (Learner one =
            trained(settings, 5).grownBy(List.of("a")).grownBy(List.of("b")).grownBy(List.of("c"));
        Learner other = trained(settings, 5).grownBy(List.of("a", "b", "c"))) {
      assertThat(Bits.of(other.state())).isEqualTo(Bits.of(one.state()));
    }
  }

  @Test
  void shouldGoOnFromAVersionOfBeforeItGrew() {
    Learner small = trained(20);
    List<WeightTensor> version = small.weights();
    LearnerState atVersion = small.state();
    small.train(TestingClips.batch(PAIR, 6, 1));
    try (Learner resumed = small.grownBy(List.of("late")).grownBy(List.of("later"));
        Learner grown =
            Learner.restore(SETTINGS, atVersion)
                .grownBy(List.of("late"))
                .grownBy(List.of("later"))) {
      assertThatThrownBy(() -> resumed.resume(version))
          .isInstanceOf(IllegalArgumentException.class);
      resumed.resume(resumed.grown(version));

      assertThat(Bits.of(resumed.weights())).isEqualTo(Bits.of(grown.weights()));
    }
  }

  @Test
  void shouldRefuseAClassThatItKnows() {
    try (Learner learner = trained(1)) {
      assertThatThrownBy(() -> learner.grownBy(List.of("class-1")))
          .hasMessage(
              "classes [class-1] cannot be added to the classification of [class-0, class-1, class-2]. Add classes that it does not know.");
    }
  }

  /** What an optimizer carries on, as its state writes it. */
  private record Moments(List<float[]> values, List<Long> steps) {

    static Moments of(LearnerState state) throws IOException {
      byte[] bytes = Bits.written(state.optimizer()::writeTo);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      List<float[]> values = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        values.add(FloatCodec.read(in));
      }
      List<Long> steps = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        steps.add(in.readLong());
      }
      return new Moments(values, steps);
    }
  }

  /** Of values that lie as the parameters do, every one but those of the new class. */
  private static void requireOldRows(float[] before, float[] after) {
    for (Parameter parameter : SMALLER.parameters()) {
      Parameter larger = LARGER.parameters().get(parameter.ordinal());
      assertThat(bits(after, larger.offset(), parameter.size()))
          .as(parameter.name())
          .isEqualTo(bits(before, parameter.offset(), parameter.size()));
    }
  }

  private static int[] bits(float[] values, int from, int length) {
    int[] bits = new int[length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[from + i]));
    return bits;
  }

  private static float[] newRow(Parameter larger, float[] values) {
    int before = SMALLER.parameters().get(larger.ordinal()).size();
    return Arrays.copyOfRange(values, larger.offset() + before, larger.offset() + larger.size());
  }

  private static Learner trained(int steps) {
    return trained(SETTINGS, steps);
  }

  private static Learner trained(LearnerSettings settings, int steps) {
    Learner learner = Learner.create(settings);
    List<StepReport> reports = new ArrayList<>();
    for (int k = 0; k < steps; k++) {
      reports.add(learner.train(TestingClips.batch(PAIR, 16, k)));
    }
    assertThat(reports).allMatch(StepReport::trained);
    return learner;
  }
}
