package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.settings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import dev.tandem.trainer.control.TestingWords;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Versions of earlier generations leave as new ones come. */
class GenerationsTest {
  private final TestingModel model = new TestingModel();

  private static TrainerSettings generation(int generation) {
    return settings(
        Map.of("trainer.generation", Integer.toString(generation), "publish.retain", "3"));
  }

  /** Of {@code versions} versions. */
  private static List<TrainerInput> feed(int versions) {
    return new TestingFeed(8 * versions, 0).inputs();
  }

  @Test
  void shouldKeepAsManyVersionsAsOfOneGeneration() {
    model.run(generation(1), feed(5));
    assertThat(onTopic()).containsExactly("tiny@1.3", "tiny@1.4", "tiny@1.5");

    model.run(generation(2), feed(1));
    assertThat(onTopic()).containsExactly("tiny@1.4", "tiny@1.5", "tiny@2.1");

    model.run(generation(3), feed(4));
    assertThat(onTopic()).containsExactly("tiny@3.2", "tiny@3.3", "tiny@3.4");
  }

  @Test
  void shouldKeepAVersionThatIsPinned() {
    model.run(generation(1), feed(3));
    List<TrainerInput> pinned = new ArrayList<>();
    pinned.add(new Control(TestingWords.pin(0, 2)));
    pinned.addAll(feed(5));
    model.run(generation(2), pinned);

    assertThat(onTopic()).containsExactly("tiny@1.2", "tiny@2.3", "tiny@2.4", "tiny@2.5");
  }

  private List<String> onTopic() {
    return model.ledger().versions().keySet().stream().map(ModelKey::manifestKey).toList();
  }
}
