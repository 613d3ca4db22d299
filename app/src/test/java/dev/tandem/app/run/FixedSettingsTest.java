package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedSettingsTest {
  @TempDir Path directory;

  private void require(Map<String, String> settings) {
    FixedSettings.require(directory.resolve("settings.properties"), Settings.of(settings));
  }

  @BeforeEach
  void begin() {
    require(Map.of("learner.policy", "joint"));
  }

  @Test
  void shouldAcceptTheSameAndWhatMayChange() {
    assertThatCode(
            () ->
                require(
                    Map.of("learner.policy", "joint", "trainer.seed", "0", "learner.alpha", "0.5")))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldTakeOneListForTheSameHoweverItIsWritten() throws IOException {
    Path file = directory.resolve("lists.properties");
    FixedSettings.remember(
        file, Settings.of(Map.of("trainer.shapes", "audio=7, video=6")), JobRole.ASSEMBLE.fixed());

    assertThatCode(() -> check(file, Map.of("trainer.shapes", "[\"audio=7\", \"video=6\"]")))
        .doesNotThrowAnyException();
    Files.writeString(file, "trainer.shapes=audio\\=7, video\\=6"); // as earlier builds wrote it
    assertThatCode(() -> check(file, Map.of("trainer.shapes", "audio=7,video=6")))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldNameWhatDiffersAndWhatItWas() {
    assertThatThrownBy(() -> require(Map.of("learner.policy", "mlb")))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "learner.policy is 'mlb', but what is in %s was begun with 'joint'; use that, or another directory",
            directory);
    assertThatThrownBy(() -> require(Map.of("learner.policy", "joint", "trainer.seed", "7")))
        .hasMessageStartingWith("trainer.seed is '7', but what is in");
  }

  @Test
  void shouldHoldOnlyWhatTheJobDependsOn() {
    Path file = directory.resolve("assemble.settings.properties");
    FixedSettings.remember(file, Settings.of(Map.of()), JobRole.ASSEMBLE.fixed());

    assertThatCode(() -> check(file, Map.of("learner.policy", "joint", "trainer.seed", "7")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> check(file, Map.of("trainer.shapes", "audio=7,video=6")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("trainer.shapes is 'audio=7,video=6', but what is in");
  }

  private static void check(Path file, Map<String, String> settings) {
    FixedSettings.check(file, Settings.of(settings), JobRole.ASSEMBLE.fixed());
  }
}
