package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapCheckTest {
  private static final long DEFAULT_HEAP = 1L << 30;

  @Test
  void shouldAcceptTheDefaults() {
    assertThatCode(() -> HeapCheck.require(Settings.of(Map.of()), DEFAULT_HEAP))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldSayHowMuchALargeLearnerNeeds() {
    Settings large =
        Settings.of(
            Map.of(
                "trainer.shapes", "audio=64,video=64",
                "learner.encoders", "audio=mlp,video=mlp",
                "learner.widths", "audio=3264x3264,video=3264x3264"));

    assertThatCode(() -> HeapCheck.require(large, 2 * DEFAULT_HEAP)).doesNotThrowAnyException();
    assertThatThrownBy(() -> HeapCheck.require(large, DEFAULT_HEAP))
        .isInstanceOf(UsageException.class)
        .hasMessageMatching(
            "the learner has 22,\\d{3},\\d{3} parameters, for which Java needs 17\\d\\d MB of heap; it has 1024 MB\\. Start with TANDEM_HEAP=1[78]\\d\\dm, or choose smaller learner.widths");

    assertThatThrownBy(() -> HeapCheck.requireToServeToo(large, 2 * DEFAULT_HEAP))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("for which Java needs 20");
  }
}
