package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitFromTest {
  @TempDir Path directory;

  private static TrainerSettings settings(String file) {
    return TrainerSettings.of(Settings.of(Map.of("learner.init-from", file)).trainer());
  }

  @Test
  void shouldNameTheSettingTheFileAndWhatToDo() throws IOException {
    Path file = Files.writeString(directory.resolve("av.safetensors"), "no tensors at all");

    assertThatThrownBy(() -> InitFrom.require(settings(file.toString()), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("learner.init-from is %s, which cannot be read: ", file)
        .hasMessageEndingWith(
            ". Name a file that tandem models export wrote of such a model, or remove learner.init-from");
  }

  @Test
  void shouldLeaveToAClusterWhatOnlyThatCanRead() {
    String elsewhere = "hdfs://models/av.safetensors";

    assertThatThrownBy(() -> InitFrom.require(settings(elsewhere), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("learner.init-from is %s, which cannot be read: ", elsewhere);
    assertThatCode(() -> InitFrom.require(settings(elsewhere), false)).doesNotThrowAnyException();
  }

  @Test
  void shouldHaveNothingAgainstABeginningFromTheSeed() {
    assertThatCode(() -> InitFrom.require(settings(""), true)).doesNotThrowAnyException();
  }
}
