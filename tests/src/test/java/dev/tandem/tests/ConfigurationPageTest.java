package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void shouldBeWhatTheOptionsSay() throws IOException {
    if (Boolean.getBoolean("tandem.docs.write")) {
      Files.writeString(PAGE, ConfigurationPage.render());
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/configuration.md is stale; write it anew with"
                + " ./mvnw -pl tests -am verify -Dtest=ConfigurationPageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dtandem.docs.write=true")
        .isEqualTo(ConfigurationPage.render());
  }
}
