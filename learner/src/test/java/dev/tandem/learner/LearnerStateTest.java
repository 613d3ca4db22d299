package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearnerStateTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings STANDARD = TestingClips.settings(PAIR);
  private static final List<Example> EXAMPLES =
      TestingClips.examples(TestingClips.batch(PAIR, 9, 777));
  private static final List<String> OPTIMIZERS = List.of("adam", "adamw", "rmsprop", "sgd");

  private static Stream<Arguments> settings() {
    Stream<Arguments> optimizers =
        OPTIMIZERS.stream().map(name -> Arguments.of(name, change(s -> withOptimizer(s, name))));
    Stream<Arguments> readouts =
        ReadoutSettings.READOUTS.stream()
            .flatMap(readout -> ReadoutSettings.AVERAGINGS.stream().map(a -> readout(readout, a)));
    Stream<Arguments> others =
        Stream.of(
            Arguments.of("nesterov", change(LearnerStateTest::withNesterov)),
            Arguments.of("joint with probes", change(s -> s.withPolicy("joint"))),
            Arguments.of("multi-loss", change(s -> s.withPolicy("multi-loss"))),
            Arguments.of("ogm", change(s -> s.withPolicy("ogm"))),
            Arguments.of("ogm-ge", change(s -> s.withPolicy("ogm-ge"))),
            Arguments.of("agreement", change(s -> s.withPolicy("agreement"))),
            Arguments.of("agreement-shared", change(s -> s.withPolicy("agreement-shared"))),
            Arguments.of("a frozen encoder", change(LearnerStateTest::withFrozenEncoder)),
            Arguments.of("smoothed scores", change(s -> s.withPace(guarded(s.pace())))),
            Arguments.of("no brake", change(s -> s.withPace(s.pace().withBrake(false)))),
            Arguments.of("no rehearsal", change(s -> s.withRehearsal(RehearsalSettings.none()))),
            Arguments.of("three rehearsals", change(s -> s.withRehearsal(small()))),
            Arguments.of("no drift", change(s -> s.withWatch(s.watch().withDrift("off")))),
            Arguments.of("smoothed labels", change(LearnerStateTest::withSmoothing)),
            Arguments.of("schedule", change(LearnerStateTest::withSchedule)),
            Arguments.of("pace on the gradient, clipped", change(LearnerStateTest::clipped)));
    return Stream.of(optimizers, readouts, others).flatMap(s -> s);
  }

  private static LearnerSettings withOptimizer(LearnerSettings s, String name) {
    return s.withOptimizer(OptimizerSettings.named(name).withWeightDecay(0.01));
  }

  private static Arguments readout(String readout, String averaging) {
    return Arguments.of(
        readout + ", " + averaging,
        change(s -> s.withReadout(new ReadoutSettings(readout, averaging))));
  }

  private static LearnerSettings withFrozenEncoder(LearnerSettings settings) {
    return settings.withOptimizer(settings.optimizer().withFrozen(Set.of("encoder.sound")));
  }

  private static LearnerSettings withNesterov(LearnerSettings s) {
    return s.withOptimizer(OptimizerSettings.named("sgd").withSgd(new SgdSettings(0.9, true)));
  }

  private static PaceSettings guarded(PaceSettings pace) {
    return pace.withScoreHalfLife(20).withGuard(true);
  }

  /** Full after a few batches, so that places are drawn. */
  private static RehearsalSettings small() {
    return RehearsalSettings.defaults().withClips(12).withUpdatesPerBatch(3);
  }

  private static LearnerSettings withSmoothing(LearnerSettings s) {
    return s.withObjective(s.objective().withLabelSmoothing(0.1));
  }

  private static LearnerSettings withSchedule(LearnerSettings s) {
    ScheduleSettings schedule = ScheduleSettings.named("cosine").withWarmUp(5).withPeriod(20);
    return s.withOptimizer(s.optimizer().withSchedule(schedule));
  }

  private static LearnerSettings clipped(LearnerSettings s) {
    return s.withPace(s.pace().withAppliesTo(PaceTarget.GRADIENT))
        .withOptimizer(s.optimizer().withClipNorm(OptionalDouble.of(0.5)).withWeightDecay(0.01));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void shouldGoOnAsIfNeverStopped(String name, UnaryOperator<LearnerSettings> change) {
    LearnerSettings settings = change.apply(STANDARD);
    try (Learner straight = Learner.create(settings);
        Learner first = Learner.create(settings)) {
      for (int k = 0; k < 9; k++) {
        assertThat(straight.train(batch(k))).as("step %d", k).isEqualTo(first.train(batch(k)));
      }
      LearnerState saved = Bits.read(Bits.of(first.state()));
      try (Learner second = Learner.restore(settings, saved)) {
        for (int k = 9; k < 30; k++) {
          assertThat(second.train(batch(k))).isEqualTo(straight.train(batch(k)));
        }
        assertThat(Bits.of(second.state())).isEqualTo(Bits.of(straight.state()));
        assertThat(Bits.of(second.weights())).isEqualTo(Bits.of(straight.weights()));
        assertThat(Bits.ofAnswers(second.predict(EXAMPLES)))
            .isEqualTo(Bits.ofAnswers(straight.predict(EXAMPLES)));
        assertThat(second.step()).isEqualTo(30);
      }
    }
  }

  @Test
  void shouldNotChangeWhileTheLearnerGoesOn() {
    try (Learner learner = Learner.create(STANDARD)) {
      learner.train(batch(0));
      LearnerState state = learner.state();
      List<WeightTensor> weights = learner.weights();
      byte[] stateBits = Bits.of(state);
      byte[] weightBits = Bits.of(weights);

      learner.train(batch(1));

      assertThat(Bits.of(state)).isEqualTo(stateBits);
      assertThat(Bits.of(weights)).isEqualTo(weightBits).isNotEqualTo(Bits.of(learner.weights()));
    }
  }

  /** A state that this format's second version wrote; see {@link #savedBytes}. */
  @Test
  void shouldReadWhatItsSecondVersionWrote() throws IOException {
    byte[] kept = kept("learner-state-2.bin");
    LearnerState state = Bits.read(kept);

    assertThat(Bits.of(state)).isEqualTo(kept);
    assertThat(state.step()).isEqualTo(3);
    try (Learner learner = Learner.restore(STANDARD, state)) {
      assertThat(learner.train(batch(3)).step()).isEqualTo(4);
    }
  }

  @Test
  void shouldRefuseWhatItsFirstVersionWrote() throws IOException {
    byte[] kept = kept("learner-state-1.bin");

    assertThatThrownBy(() -> Bits.read(kept))
        .hasRootCauseMessage(
            "learner state has format 1; known is 2. Read it with the version of Tandem that wrote it, or start a new generation.");
  }

  @Test
  void shouldRefuseBytesItDoesNotKnow() {
    byte[] bytes = savedBytes();
    ByteBuffer.wrap(bytes).putShort(4, (short) 9);

    assertThatThrownBy(() -> Bits.read(bytes))
        .hasRootCauseMessage(
            "learner state has format 9; known is 2. Read it with the version of Tandem that wrote it, or start a new generation.");
    ByteBuffer.wrap(bytes).putInt(0, 17);
    assertThatThrownBy(() -> Bits.read(bytes))
        .hasRootCauseMessage(
            "learner state starts with 0x00000011; must start with 0x54444C53. These bytes are something else.");
  }

  @Test
  void shouldRefuseToGoOnAsSomethingElse() {
    LearnerState state = Bits.read(savedBytes());

    assertThat(state.identity().fingerprint()).isEqualTo(Fingerprint.current());
    assertThatThrownBy(() -> Learner.restore(STANDARD.withPolicy("joint"), state))
        .hasMessage(
            "learner.policy is joint; the saved state has mlb. Use the saved one, or start a new generation.");
    assertThatThrownBy(() -> Learner.restore(STANDARD.withSeed(8), state))
        .hasMessage(
            "the seed is 8; the saved state has 7. Use the saved one, or start a new generation.");
    assertThatThrownBy(() -> Learner.restore(TestingClips.settings(TestingClips.triple()), state))
        .hasMessageStartingWith("the architecture is {");
  }

  @Test
  void shouldGoOnWithOtherRates() {
    OptimizerSettings slower = STANDARD.optimizer().withLearningRate(1e-5);
    try (Learner learner =
        Learner.restore(STANDARD.withOptimizer(slower), Bits.read(savedBytes()))) {
      assertThat(learner.train(batch(3)).step()).isEqualTo(4);
    }
  }

  private byte[] kept(String name) throws IOException {
    try (InputStream resource = getClass().getResourceAsStream(name)) {
      return resource.readAllBytes();
    }
  }

  private static byte[] savedBytes() {
    try (Learner learner = Learner.create(STANDARD)) {
      for (int k = 0; k < 3; k++) {
        learner.train(batch(k));
      }
      return Bits.of(learner.state());
    }
  }

  /** Every third batch lacks sight altogether, every fourth in some rows. */
  private static List<LabelledExample> batch(int k) {
    List<LabelledExample> batch = new ArrayList<>();
    for (LabelledExample clip : TestingClips.batch(PAIR, 6, k)) {
      boolean blind = k % 3 == 2 || (k % 4 == 1 && batch.size() % 2 == 0);
      batch.add(blind ? TestingClips.without("sight", clip) : clip);
    }
    return batch;
  }

  private static UnaryOperator<LearnerSettings> change(UnaryOperator<LearnerSettings> change) {
    return change;
  }
}
