package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerStateTest {
  /** Bytes of what version 4 added at the end, where there is none of it. */
  private static final int TRAINED_DATA = 1 + Long.BYTES + Integer.BYTES;

  private static final TrainerSettings SETTINGS = TestingModel.settings(Map.of());
  private static final VersionedSerializer<TrainerState> SERIALIZER =
      TrainerState.TYPE.serializer();

  @Test
  void shouldRoundTripInTheMiddleOfTraining() throws IOException {
    TrainerState state = trained();
    TrainerState read = RoundTrip.of(SERIALIZER, state);

    assertThat(state.pending()).anyMatch(clip -> clip.prediction().isPresent());
    assertThat(state.order().waiting()).isNotEmpty();
    assertThat(state.order().batch()).isNotEmpty();
    assertThat(state.publication().version()).isEqualTo(1);
    assertThat(state.unconfirmed()).hasSize(1);
    assertThat(read).usingRecursiveComparison().isEqualTo(state);
    assertThat(RoundTrip.bytes(SERIALIZER, read)).isEqualTo(RoundTrip.bytes(SERIALIZER, state));
  }

  @Test
  void shouldNotChangeWhenTheTrainerGoesOn() throws IOException {
    try (ModelTrainer trainer = new TestingModel().trainer(SETTINGS, Optional.empty())) {
      new TestingFeed(20, 5).inputs().forEach(trainer::accept);
      workAll(trainer, 1100);
      TrainerState state = trainer.snapshot();
      byte[] before = RoundTrip.bytes(SERIALIZER, state);
      workAll(trainer, TestingModel.END);

      assertThat(RoundTrip.bytes(SERIALIZER, state)).isEqualTo(before);
    }
  }

  @Test
  void shouldRefuseTheStateOfAnotherModel() {
    TrainerState state = trained();
    TrainerSettings other = TestingModel.settings(Map.of("learner.policy", "joint"));

    assertThatThrownBy(() -> new TestingModel().trainer(other, Optional.of(state)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mlb")
        .hasMessageContaining("joint");
  }

  @Test
  void shouldRefuseAnUnknownVersion() throws IOException {
    byte[] bytes = RoundTrip.bytes(SERIALIZER, trained());
    bytes[0] = 5;

    assertThatThrownBy(() -> SERIALIZER.deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "dev.tandem.trainer.training.TrainerState$Serializer cannot read version 5, only up"
                + " to 4; was this state written by a newer Tandem?");
  }

  /**
   * Without turns, and versions on the topic, which gained fields; see also GoldenSavepointTest.
   */
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 1", "3, 0"})
  void shouldReadTheStateOfEarlierBuilds(byte version, int lists) throws IOException {
    TrainerState state = trained();
    TrainerState old =
        new TrainerState(
            state.learner(),
            Sequencer.Snapshot.EMPTY,
            state.pending(),
            state.totals(),
            state.sinceVersion(),
            PublicationState.initial(1),
            List.of(),
            "",
            TrainedData.Snapshot.EMPTY);
    byte[] bytes = RoundTrip.bytes(SERIALIZER, old);
    byte[] earlier = Arrays.copyOf(bytes, bytes.length - lists * Integer.BYTES - TRAINED_DATA);
    earlier[0] = version;

    assertThat(SERIALIZER.deserialize(new DataInputDeserializer(earlier)))
        .usingRecursiveComparison()
        .isEqualTo(old);
  }

  private static TrainerState trained() {
    try (ModelTrainer trainer = new TestingModel().trainer(SETTINGS, Optional.empty())) {
      new TestingFeed(20, 5).inputs().forEach(trainer::accept);
      workAll(trainer, 1460);
      return trainer.snapshot();
    }
  }

  private static void workAll(ModelTrainer trainer, long known) {
    while (trainer.work(known)) {
      // one step per call
    }
  }
}
