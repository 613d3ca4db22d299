package dev.tandem.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.app.Tandem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * The {@code tandem} command in a process of its own.
 *
 * @param output standard output and error, as they came
 */
record TandemProcess(int status, String output) {
  private static final long DEADLINE_MINUTES = 4;

  /** Runs the command to its end in {@code directory}. */
  static TandemProcess run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                applicationJar().toString(),
                "dev.tandem.app.Tandem"));
    command.addAll(Arrays.asList(arguments));
    Path output = Files.createTempFile(directory, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "%s did not end:%n%s".formatted(List.of(arguments), Files.readString(output)));
    }
    return new TandemProcess(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  /** As the launcher has it; the jar names its libraries. */
  private static Path applicationJar() {
    try {
      return Path.of(Tandem.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of the application is no path", e);
    }
  }

  /** Runs a demo that must succeed; its report. */
  static JsonNode demo(Path directory, String... arguments)
      throws IOException, InterruptedException {
    Path report = Files.createTempFile(directory, "report", ".json");
    List<String> all =
        new ArrayList<>(List.of("demo", "--headless", "--report", report.toString()));
    all.addAll(Arrays.asList(arguments));
    TandemProcess process = run(directory, all.toArray(String[]::new));
    if (process.status != 0) {
      throw new AssertionError(
          "tandem %s ended with %d:%n%s".formatted(all, process.status, process.output));
    }
    return new ObjectMapper().readTree(report.toFile());
  }

  /** Digest of every version in a report, in order. */
  static List<String> digests(JsonNode report) {
    return StreamSupport.stream(report.at("/models/published").spliterator(), false)
        .map(version -> version.get("sha256").asText())
        .toList();
  }
}
