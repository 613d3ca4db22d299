package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearnerStateTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final LearnerSettings STANDARD = TestingClips.settings(PAIR);

  private static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of("adam", change(s -> s)),
        Arguments.of("sgd", change(s -> s.withOptimizer(OptimizerSettings.named("sgd")))),
        Arguments.of("joint with probes", change(s -> s.withPolicy("joint"))),
        Arguments.of("smoothed scores", change(s -> s.withPace(s.pace().withScoreHalfLife(20)))),
        Arguments.of(
            "pace on the gradient, clipped",
            change(
                s ->
                    s.withPace(s.pace().withAppliesTo(PaceTarget.GRADIENT))
                        .withOptimizer(
                            s.optimizer()
                                .withClipNorm(OptionalDouble.of(0.5))
                                .withWeightDecay(0.01)))));
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

  /** A state that this format's first version wrote; see {@link #savedBytes}. */
  @Test
  void shouldReadWhatItsFirstVersionWrote() throws IOException {
    byte[] kept;
    try (InputStream resource = getClass().getResourceAsStream("learner-state-1.bin")) {
      kept = resource.readAllBytes();
    }
    LearnerState state = Bits.read(kept);

    assertThat(Bits.of(state)).isEqualTo(kept);
    assertThat(state.step()).isEqualTo(3);
    try (Learner learner = Learner.restore(STANDARD, state)) {
      assertThat(learner.train(batch(3)).step()).isEqualTo(4);
    }
  }

  @Test
  void shouldRefuseBytesItDoesNotKnow() {
    byte[] bytes = savedBytes();
    ByteBuffer.wrap(bytes).putShort(4, (short) 9);

    assertThatThrownBy(() -> Bits.read(bytes))
        .hasRootCauseMessage(
            "learner state has format 9; known is 1. Read it with the version of Tandem that wrote it.");
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
