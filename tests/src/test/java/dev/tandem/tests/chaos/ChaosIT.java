package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, killed. How many and which is for {@code tests/chaos} to say; alone it is two, a
 * JobManager and a TaskManager, without serving.
 */
@Tag("long") // nine processes; KilledTrainerIT is the quick one
class ChaosIT {
  /** Those that {@code tests/chaos --set} gave, too. */
  private static String[] settings(String policy) {
    String more = System.getProperty("tandem.chaos.set", "");
    return Stream.concat(
            Stream.of("learner.policy=" + policy),
            Stream.of(more.split(" ")).filter(setting -> !setting.isEmpty()))
        .flatMap(setting -> Stream.of("--set", setting))
        .toArray(String[]::new);
  }

  private static final int BY_DEFAULT = 2;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final List<Landed> landed = new ArrayList<>();

  @Test
  void shouldPublishTheModelsOfAnUndisturbedRun() throws Exception {
    int kills = Integer.getInteger("tandem.chaos.kills", BY_DEFAULT);
    long seed = Long.getLong("tandem.chaos.seed", 1);
    String policy = System.getProperty("tandem.chaos.policy", "mlb");
    Sabotage sabotage = Sabotage.valueOf(System.getProperty("tandem.chaos.sabotage", "NONE"));
    boolean served = kills > BY_DEFAULT;

    Chaos.Result result =
        new Chaos(directory, seed, settings(policy))
            .run(served, scene -> disturb(scene, Kill.plan(kills, seed), sabotage));

    write(result);
    Check.nothingLostNothingTwice(result);
    if (served) {
      Check.eachAnsweredOnce(result);
    }
    assertThat(landed.stream().filter(kill -> kill.reached() && kill.duringSteps()).count())
        .isGreaterThanOrEqualTo(kills * 8L / 10);
  }

  private void disturb(Scene scene, List<Kill> plan, Sabotage sabotage)
      throws IOException, InterruptedException {
    Killer killer = new Killer(scene);
    if (sabotage == Sabotage.LOSE_BATCH) {
      scene.loseBatch();
    }
    for (Kill kill : plan) {
      landed.add(killer.land(kill));
      System.out.println(landed.get(landed.size() - 1));
    }
  }

  private void write(Chaos.Result result) throws IOException {
    String file = System.getProperty("tandem.chaos.report");
    if (file != null) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("clips", result.clips());
      report.put("kills", landed);
      report.put("killsByPoint", count(landed.stream().filter(Landed::reached), Landed::point));
      report.put("killsByVictim", count(landed.stream(), Landed::victim));
      report.put("killsDuringSteps", landed.stream().filter(Landed::duringSteps).count());
      report.put("feedRestarts", result.feedRestarts());
      report.put("committedTwice", result.committedTwice());
      report.put("joined", result.joined().size());
      report.put("answered", result.answered().size());
      report.put("answeredByVersionsThatAreNotInTheLog", result.served());
      report.put("undisturbed", result.undisturbed());
      report.put("disturbed", result.disturbed());
      Files.writeString(
          Path.of(file),
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    }
  }

  private static <T> Map<T, Long> count(Stream<Landed> kills, Function<Landed, T> by) {
    return kills.collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
  }
}
