package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointIntervalTest {
  /** 22 million parameters with Adam. */
  private static final Map<String, String> LARGE =
      Map.of(
          "trainer.shapes", "audio=64,video=64",
          "learner.encoders", "audio=mlp,video=mlp",
          "learner.widths", "audio=3264x3264,video=3264x3264");

  @Test
  void shouldBeShortWhereTheStateIsSmall() {
    assertThat(CheckpointInterval.of(Settings.of(Map.of()))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldBeLongerWhereTheStateIsLarge() {
    assertThat(CheckpointInterval.of(Settings.of(LARGE))).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldBeWhatSomebodyChose() {
    Map<String, String> settings = new HashMap<>(LARGE);
    settings.put("flink.checkpoint-interval", "2s");

    assertThat(CheckpointInterval.of(Settings.of(settings))).isEqualTo(Duration.ofSeconds(2));
  }
}
