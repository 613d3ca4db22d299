package dev.tandem.learner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnerStateTest {

  private static final LearnerSettings STANDARD = TestingClips.settings(TestingClips.pair());

  private static Stream<Arguments> settings() {
    return TestingSettings.all().entrySet().stream()
        .map(settings -> Arguments.of(settings.getKey(), settings.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void shouldGoOnAsIfNeverStopped(String name, LearnerSettings settings) {
    requireTheSame(settings, 9, 20);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 9})
  void shouldGoOnWhereverItStopped(int stop) {
    requireTheSame(STANDARD, stop, 12);
  }

  private static void requireTheSame(LearnerSettings settings, int stop, int steps) {
    List<Example> examples = TestingClips.examples(TestingSettings.batch(settings, 777));
    try (Learner straight = Learner.create(settings);
        Learner first = Learner.create(settings)) {
      requireSameSteps(first, straight, stop);
      LearnerState saved = Bits.read(Bits.of(first.state()));
      try (Learner second = Learner.restore(settings, saved)) {
        requireSameSteps(second, straight, steps);
        assertThat(Bits.of(second.state())).isEqualTo(Bits.of(straight.state()));
        assertThat(Bits.of(second.weights())).isEqualTo(Bits.of(straight.weights()));
        assertThat(Bits.ofAnswers(second.predict(examples)))
            .isEqualTo(Bits.ofAnswers(straight.predict(examples)));
      }
    }
  }

  /** Up to a step. */
  private static void requireSameSteps(Learner one, Learner other, int steps) {
    for (int k = (int) one.step(); k < steps; k++) {
      List<LabelledExample> batch = TestingSettings.batch(one.settings(), k);
      assertThat(one.train(batch)).as("step %d", k).isEqualTo(other.train(batch));
    }
    assertThat(one.step()).isEqualTo(steps);
  }

  /** While a modality is dead, and while it is only suspected. */
  @Test
  void shouldGoOnWithWhatItSuspects() {
    LearnerSettings settings = TestingSettings.guarded();
    List<Boolean> dead = new ArrayList<>();
    try (Learner straight = Learner.create(settings)) {
      for (int k = 0; k < 30; k++) {
        List<LabelledExample> batch = TestingSettings.batch(settings, k);
        try (Learner restored = Learner.restore(settings, Bits.read(Bits.of(straight.state())))) {
          StepReport report = straight.train(batch);
          assertThat(restored.train(batch)).as("step %d", k).isEqualTo(report);
          dead.add(report.modalities().get("sight").dead());
        }
      }
    }
    assertThat(dead).startsWith(false).contains(true);
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

  /** As {@link #savedBytes} was before there were sections: parts one after the other. */
  @Test
  void shouldReadWhatItsSecondVersionWrote() throws IOException {
    byte[] kept = kept("learner-state-2.bin");
    LearnerState state = Bits.read(kept);

    assertThat(Bits.of(Bits.read(Bits.of(state)))).isEqualTo(Bits.of(state)).isNotEqualTo(kept);
    assertThat(state.step()).isEqualTo(3);
    try (Learner learner = Learner.restore(STANDARD, state)) {
      assertThat(learner.train(batch(3)).step()).isEqualTo(4);
    }
  }

  /** Before samples were counted: ordinals and replays are 0, also of the clips that it kept. */
  @Test
  void shouldReadWhatItsThirdVersionWroteAtFirst() throws IOException {
    byte[] kept = kept("learner-state-3.bin");
    LearnerState state = Bits.read(kept);

    assertThat(Bits.of(Bits.read(Bits.of(state)))).isEqualTo(Bits.of(state)).isNotEqualTo(kept);
    assertThat(state.counts()).isEqualTo(new LearnerState.Counts(3, 0, false, 0));
    LearnerSettings augmented = TestingSettings.all().get("augmented replays");
    try (Learner learner = Learner.restore(augmented, state)) {
      assertThat(learner.train(batch(3)).step()).isEqualTo(4);
      assertThat(learner.state().counts().samples()).isEqualTo(6);
    }
  }

  /** A state that this version wrote; see {@link #savedBytes}. */
  @Test
  void shouldReadWhatItsThirdVersionWrote() throws IOException {
    byte[] kept = kept("learner-state-3-samples.bin");
    LearnerState state = Bits.read(kept);

    assertThat(Bits.of(state)).isEqualTo(kept);
    assertThat(state.counts().samples()).isEqualTo(18);
    try (Learner learner = Learner.restore(STANDARD, state)) {
      assertThat(learner.train(batch(3)).step()).isEqualTo(4);
    }
  }

  @Test
  void shouldRefuseASectionItDoesNotKnow() {
    byte[] bytes = savedBytes();
    String text = new String(bytes, ISO_8859_1);
    int drift = text.indexOf("drift");

    bytes[drift] = 'X';
    assertThatThrownBy(() -> Bits.read(bytes))
        .hasRootCauseMessage(
            "learner state has section Xrift, version 1, which is not known. Read it with the version of Tandem that wrote it, or start a new generation.");
    bytes[drift] = 'd';
    ByteBuffer.wrap(bytes).putShort(drift + "drift".length(), (short) 2);
    assertThatThrownBy(() -> Bits.read(bytes))
        .hasRootCauseMessage(
            "learner state has section drift, version 2, which is not known. Read it with the version of Tandem that wrote it, or start a new generation.");
  }

  @Test
  void shouldRefuseAStateThatLacksASection() {
    byte[] bytes = savedBytes();
    int counts = new String(bytes, ISO_8859_1).indexOf("counts") - Integer.BYTES;
    byte[] cut = Arrays.copyOf(bytes, counts + Integer.BYTES);
    Arrays.fill(cut, counts, cut.length, (byte) 0);

    assertThatThrownBy(() -> Bits.read(cut))
        .hasRootCauseMessage(
            "learner state has no section counts, or has it too late. These bytes are damaged: take an earlier state.");
  }

  @Test
  void shouldRefuseWhatItsFirstVersionWrote() throws IOException {
    byte[] kept = kept("learner-state-1.bin");

    assertThatThrownBy(() -> Bits.read(kept))
        .hasRootCauseMessage(
            "learner state has format 1; known are 2 and 3. Read it with the version of Tandem that wrote it, or start a new generation.");
  }

  @Test
  void shouldRefuseBytesItDoesNotKnow() {
    byte[] bytes = savedBytes();
    ByteBuffer.wrap(bytes).putShort(4, (short) 9);

    assertThatThrownBy(() -> Bits.read(bytes))
        .hasRootCauseMessage(
            "learner state has format 9; known are 2 and 3. Read it with the version of Tandem that wrote it, or start a new generation.");
    ByteBuffer.wrap(bytes).putInt(0, 17);
    assertThatThrownBy(() -> Bits.read(bytes))
        .hasRootCauseMessage(
            "learner state starts with 0x00000011; must start with 0x54444C53. These bytes are something else.");
  }

  @Test
  void shouldRefuseToGoOnAsSomethingElse() {
    LearnerState state = Bits.read(savedBytes());

    assertThat(state.identity().fingerprint()).isEqualTo(Fingerprint.of(ComputeDevice.CPU));
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

  private static List<LabelledExample> batch(int k) {
    return TestingSettings.batch(STANDARD, k);
  }
}
