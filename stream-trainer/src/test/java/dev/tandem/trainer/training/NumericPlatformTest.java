package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.LearnerState;
import dev.tandem.trainer.publication.PublicationState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NumericPlatformTest {
  private static final PublicationState PUBLISHED =
      new PublicationState(3, 17, 40, List.of(new PublicationState.Retained(17, 1)));

  @Test
  void shouldGoOnWhereItWasOnTheSamePlatform() throws IOException {
    assertThat(NumericPlatform.resume(TestingModel.settings(Map.of()), state("; cpu")))
        .isEqualTo(PUBLISHED);
  }

  @Test
  void shouldRefuseTheStateOfAnotherPlatform() throws IOException {
    TrainerState other = state("; gpu");

    assertThatThrownBy(() -> NumericPlatform.resume(TestingModel.settings(Map.of()), other))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the state of model tiny comes from [pytorch")
        .hasMessageContaining("; gpu")
        .hasMessageEndingWith(
            "go on here as the next generation with trainer.other-platform=next-generation.");
  }

  @Test
  void shouldBeginTheNextGenerationWithConsent() throws IOException {
    var settings = TestingModel.settings(Map.of("trainer.other-platform", "next-generation"));

    assertThat(NumericPlatform.resume(settings, state("; gpu")))
        .isEqualTo(PublicationState.initial(4));
  }

  /**
   * The state of a fresh model, as a platform that calls itself {@code device} would have written
   * it.
   */
  private static TrainerState state(String device) throws IOException {
    try (ModelTrainer trainer =
        new TestingModel().trainer(TestingModel.settings(Map.of()), Optional.empty())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      trainer.snapshot().learner().writeTo(new DataOutputStream(bytes));
      String text = bytes.toString(StandardCharsets.ISO_8859_1).replace("; cpu", device);
      LearnerState learner =
          LearnerState.readFrom(
              new DataInputStream(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))));
      return new TrainerState(
          learner,
          Sequencer.Snapshot.EMPTY,
          List.of(),
          new TreeMap<>(),
          new TreeMap<>(),
          PUBLISHED,
          List.of(),
          "",
          TrainedData.Snapshot.EMPTY);
    }
  }
}
