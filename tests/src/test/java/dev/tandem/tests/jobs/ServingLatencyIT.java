package dev.tandem.tests.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.run.JobStarter;
import dev.tandem.app.run.ServingUnit;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.schemas.Topics;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.log.LogWriter;
import dev.tandem.tests.log.TestingLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers come as fast while the train job works, hangs, or is gone. */
@Tag("long")
@Tag("alone")
class ServingLatencyIT {
  private static final Topics TOPICS = Topics.standard();
  private static final Duration PHASE = Duration.ofSeconds(10);
  private static final int ROUNDS = 3;

  @TempDir Path directory;

  @Test
  void shouldAnswerAsFastWhateverTheTrainJobDoes() throws Exception {
    Map<String, String> settings = new HashMap<>(TestingLog.settings(TOPICS));
    settings.put("publish.every", "5");
    Settings read = Settings.of(settings);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      new LogWriter(kafka.bootstrapServers()).create(TOPICS);
      new JobStarter(flink, kafka.connection(), read, 1).assemble(Optional.empty());
      RunningTandem train = train(kafka, settings);
      try (LiveClips clips =
              LiveClips.start(
                  kafka.bootstrapServers(), TOPICS, Instant.now().minus(Duration.ofDays(20)));
          ServingUnit serving = ServingUnit.start(read, kafka.connection())) {
        Patience.until(() -> clips.answered() > 500, clips::answered);
        List<Double> working = new ArrayList<>();
        List<Double> hanging = new ArrayList<>();
        List<Double> gone = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
          working.addAll(clips.latencies(PHASE));
          signal("-STOP", train);
          hanging.addAll(clips.latencies(PHASE));
          signal("-CONT", train);
        }
        train.kill();
        gone.addAll(clips.latencies(PHASE.multipliedBy(2)));
        serving.check();

        System.out.printf(
            "ms, p50 and p99: working %s, hanging %s, gone %s%n",
            text(working), text(hanging), text(gone));
        requireAlike(hanging, working);
        requireAlike(gone, working);
      } finally {
        train.kill();
      }
    }
  }

  private RunningTandem train(EmbeddedKafka kafka, Map<String, String> settings)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("train", "--bootstrap-server", kafka.bootstrapServers()));
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return RunningTandem.start(directory, List.of("-Xmx768m"), arguments.toArray(String[]::new));
  }

  private static void signal(String name, RunningTandem process)
      throws IOException, InterruptedException {
    int status = new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    assertThat(status).isZero();
  }

  private static void requireAlike(List<Double> one, List<Double> other) {
    assertThat(quantile(one, 0.5))
        .isBetween(0.67 * quantile(other, 0.5), 1.5 * quantile(other, 0.5));
    assertThat(quantile(one, 0.99)).isLessThan(1.5 * quantile(other, 0.99));
  }

  private static String text(List<Double> latencies) {
    return "%.0f, %.0f (of %d)"
        .formatted(quantile(latencies, 0.5), quantile(latencies, 0.99), latencies.size());
  }

  private static double quantile(List<Double> values, double share) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
