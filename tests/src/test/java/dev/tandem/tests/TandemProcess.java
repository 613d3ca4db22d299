package dev.tandem.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * The {@code tandem} command in a process of its own.
 *
 * @param output standard output and error, as they came
 */
public record TandemProcess(int status, String output) {
  /** Runs the command to its end in {@code directory}. */
  public static TandemProcess run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    RunningTandem running = RunningTandem.startFrugal(directory, "1g", arguments);
    return new TandemProcess(running.await(), running.output());
  }

  /** As {@link #demo}; it must never say nothing for long, too. */
  static JsonNode demoWithoutPause(Path directory, String... arguments)
      throws IOException, InterruptedException {
    return demo(directory, RunningTandem::requireNoSilence, arguments);
  }

  /** Runs a demo that must succeed, and write nothing but its own words; its report. */
  public static JsonNode demo(Path directory, String... arguments)
      throws IOException, InterruptedException {
    return demo(directory, running -> {}, arguments);
  }

  private static JsonNode demo(Path directory, Consumer<RunningTandem> check, String... arguments)
      throws IOException, InterruptedException {
    Path report = Files.createTempFile(directory, "report", ".json");
    List<String> all =
        new ArrayList<>(List.of("demo", "--headless", "--report", report.toString()));
    all.addAll(Arrays.asList(arguments));
    RunningTandem running = RunningTandem.startFrugal(directory, "1g", all.toArray(String[]::new));
    TandemProcess process = new TandemProcess(running.await(), running.output());
    if (process.status != 0) {
      throw new AssertionError(
          "tandem %s ended with %d:%n%s".formatted(all, process.status, process.output));
    }
    Screen.requireOnlyOurs(process.output);
    check.accept(running);
    return new ObjectMapper().readTree(report.toFile());
  }

  /** Digest of every version in a report, in order. */
  public static List<String> digests(JsonNode report) {
    return StreamSupport.stream(report.at("/models/published").spliterator(), false)
        .map(version -> version.get("sha256").asText())
        .toList();
  }
}
