package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, killed. How many and which is for {@code tests/chaos} to say; alone it is two, a
 * TaskManager and a JobManager.
 */
class ChaosIT {
  private static final int CLIPS_FOR_A_KILL = 720;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void shouldPublishTheModelsOfAnUndisturbedRun() throws Exception {
    int kills = Integer.getInteger("tandem.chaos.kills", 2);
    long seed = Long.getLong("tandem.chaos.seed", 1);
    Sabotage sabotage = Sabotage.valueOf(System.getProperty("tandem.chaos.sabotage", "NONE"));
    Chaos chaos = new Chaos(directory, seed, (kills + 1L) * CLIPS_FOR_A_KILL, sabotage);

    Chaos.Result result = chaos.run(Kill.plan(kills, seed));

    write(result);
    assertThat(result.disturbed()).isEqualTo(result.undisturbed());
    assertThat(result.committedTwice()).isZero();
    assertThat(result.kills()).hasSize(kills);
    assertThat(result.kills().stream().filter(Chaos.Landed::duringSteps).count())
        .isGreaterThanOrEqualTo(kills * 8L / 10);
    List<String> trained = result.steps().values().stream().flatMap(List::stream).toList();
    assertThat(new HashSet<>(trained)).hasSameSizeAs(trained);
  }

  private static void write(Chaos.Result result) throws IOException {
    String file = System.getProperty("tandem.chaos.report");
    if (file != null) {
      Files.writeString(
          Path.of(file),
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(
                  Map.of(
                      "kills", result.kills(),
                      "undisturbed", result.undisturbed(),
                      "disturbed", result.disturbed(),
                      "committedTwice", result.committedTwice())));
    }
  }
}
