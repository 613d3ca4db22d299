package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.END;
import static dev.tandem.trainer.training.TestingModel.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ten steps, five versions, of which one stays. */
class PinTest {
  private static final TrainerSettings ONE = settings(Map.of("publish.retain", "1"));

  private final TestingModel model = new TestingModel();

  @Test
  void shouldRetireAllButTheNewestWhereNothingIsPinned() {
    run(List.of());

    assertThat(retired()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void shouldNotRetireWhatConsumersArePinnedTo() {
    run(List.of(new Control(TestingWords.pin(0, 2))));

    assertThat(retired()).containsExactly(1, 3, 4);
  }

  private void run(List<TrainerInput> words) {
    List<TrainerInput> inputs = new ArrayList<>(words);
    inputs.addAll(new TestingFeed(40, 0).inputs());
    try (ModelTrainer trainer = model.trainer(ONE, Optional.empty())) {
      inputs.forEach(trainer::accept);
      while (trainer.work(END)) {
        // a step a call
      }
    }
  }

  /** Versions whose manifests have tombstones. */
  private List<Integer> retired() {
    return model.models.stream()
        .filter(record -> record.value() == null)
        .map(record -> new String(record.key(), UTF_8))
        .flatMap(key -> ModelKey.ofManifestKey(key).stream())
        .map(ModelKey::version)
        .toList();
  }
}
