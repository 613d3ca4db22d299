package dev.tandem.tests.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.tests.TandemProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of docs/datasets.md as they are written, where the data sets are. */
class DataSetsIT {
  private static final int CLIPS = 34;

  @TempDir private static Path directory;

  @BeforeAll
  static void make() throws Exception {
    DataSetFolders.make(directory, CLIPS);
    Files.createDirectories(directory.resolve("docs/datasets"));
    try (Stream<Path> files = Files.list(DataSetsPage.DOCS.resolve("datasets"))) {
      for (Path file : files.toList()) {
        Files.copy(file, directory.resolve("docs/datasets").resolve(file.getFileName()));
      }
    }
  }

  static Stream<List<String>> small() throws Exception {
    return DataSetsPage.commands().stream().filter(command -> command.contains("--report"));
  }

  @ParameterizedTest
  @MethodSource("small")
  void shouldLearnFromEveryClip(List<String> command) throws Exception {
    TandemProcess process = TandemProcess.run(directory, command.toArray(String[]::new));

    assertThat(process.status()).as(process.output()).isZero();
    JsonNode report =
        new ObjectMapper()
            .readTree(
                directory
                    .resolve(DataSetsPage.values(command, "--report").findFirst().get())
                    .toFile());
    assertThat(report.at("/clips/published").asInt()).isEqualTo(CLIPS);
    assertThat(report.at("/clips/complete").asInt()).isEqualTo(CLIPS);
    assertThat(report.at("/clips/trained").asInt()).isEqualTo(CLIPS);
    assertThat(report.path("leftOut")).isEmpty();
  }

  @Test
  void shouldHaveEveryOption() throws Exception {
    Map<String, Set<String>> options = new TreeMap<>();
    for (List<String> command : DataSetsPage.commands()) {
      boolean group = command.get(0).equals("topics");
      options
          .computeIfAbsent(
              String.join(" ", command.subList(0, group ? 2 : 1)), name -> new TreeSet<>())
          .addAll(command.stream().filter(word -> word.startsWith("--")).toList());
    }

    for (Map.Entry<String, Set<String>> used : options.entrySet()) {
      String[] help = ("help " + used.getKey()).split(" ");
      assertThat(TandemProcess.run(directory, help).output())
          .as(used.getKey())
          .contains(used.getValue());
    }
  }
}
