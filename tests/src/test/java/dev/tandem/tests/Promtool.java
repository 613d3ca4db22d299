package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Prometheus' own check, where it is installed; {@code monitoring/check-metrics} says how. */
public final class Promtool {
  private static final String NAME = "promtool";

  private Promtool() {}

  /** Skips the test, with a message, where there is no promtool. */
  static void requireNoComplaint(String page) throws IOException, InterruptedException {
    require();
    Path file = Files.createTempFile("metrics", ".txt");
    try {
      Files.writeString(file, page);
      Process check =
          new ProcessBuilder(find(NAME).orElseThrow().toString(), "check", "metrics")
              .redirectInput(file.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(check.waitFor()).as("promtool says: %s", said).isZero();
    } finally {
      Files.delete(file);
    }
  }

  /** Skips the test, with a message, where there is none. */
  public static void require() {
    assumeTrue(
        find(NAME).isPresent(),
        "promtool is not installed; monitoring/check-metrics --install does that on Debian");
  }

  /** A program of Prometheus', or of anybody, where the path has it. */
  public static Optional<Path> find(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
