package dev.tandem.trainer.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.Label;
import dev.tandem.trainer.TestingRecords;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
  private final Targets targets = new Targets(List.of("valence", "arousal"));

  @Test
  void shouldReadValuesInTheOrderOfTheNames() {
    assertThat(targets.task()).isEqualTo(Task.REGRESSION);
    assertThat(targets.grows()).isFalse();
    assertThat(targets.read(label("", 0.5, -1))).isEqualTo(new LabelValue("", List.of(0.5f, -1f)));
  }

  @Test
  void shouldRefuseAClass() {
    assertThatThrownBy(() -> targets.read(label("cat", 0.5, -1)))
        .hasMessage("class is 'cat'; must be empty, with values for [valence, arousal]");
  }

  @Test
  void shouldRefuseAnotherNumberOfValues() {
    assertThatThrownBy(() -> targets.read(label("", 0.5)))
        .hasMessage("targets are [0.5]; must be 2 finite values, for [valence, arousal]");
    Label thousand = Label.newBuilder(label("")).setTargets(Collections.nCopies(1000, 0.5)).build();
    assertThatThrownBy(() -> targets.read(thousand))
        .hasMessage("targets are 1000 values; must be 2 finite values, for [valence, arousal]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) // the last as a float
  void shouldRefuseWhatIsNotFinite(double value) {
    assertThatThrownBy(() -> targets.read(label("", 0.5, value)))
        .hasMessageContaining("must be 2 finite values, for [valence, arousal]");
  }

  @Test
  void shouldGoOnWithTheTargetsOfASavedModel() {
    assertThat(targets.restored(List.of("valence", "arousal")))
        .containsExactly("valence", "arousal");
    assertThatThrownBy(() -> targets.restored(List.of("arousal", "valence")))
        .hasMessage(
            "trainer.targets is [valence, arousal]; the saved state has [arousal, valence]. Use those, or start a new generation.");
  }

  private static Label label(String className, double... values) {
    return Label.newBuilder(TestingRecords.label("x", 0, className))
        .setTargets(Arrays.stream(values).boxed().toList())
        .build();
  }
}
