package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");

  @Test
  void shouldBeWhatTheMetricsSay() throws IOException {
    if (Boolean.getBoolean("tandem.docs.write")) {
      Files.writeString(PAGE, MetricsPage.render());
    }

    assertThat(Files.readString(PAGE))
        .as(
            "docs/metrics.md is stale; write it anew with"
                + " ./mvnw -pl tests -am verify -Dtest=MetricsPageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dtandem.docs.write=true")
        .isEqualTo(MetricsPage.render());
  }
}
