package dev.tandem.tests.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.schemas.Topics;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.log.LogWriter;
import dev.tandem.tests.log.TestingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of a learner with 22 million parameters and Adam, while 100,000 clips wait. */
@Tag("long")
@Tag("alone")
class LargeLearnerIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int CLIPS = 100_000;
  private static final int WIDTH = 64;
  private static final int HIDDEN = 3_264;
  private static final int PARAMETERS =
      2 * (WIDTH * HIDDEN + HIDDEN * HIDDEN + HIDDEN * WIDTH); // but biases and heads
  private static final int CHECKPOINTS = 8;

  /** Of one checkpoint, milliseconds. */
  private record Checkpoint(double all, double pause, double write) {}

  @TempDir Path directory;

  @Test
  void shouldPauseForACopyAndWriteBesideTheSteps() throws Exception {
    int port = FreePort.find();
    FlinkSettings settings =
        FlinkSettings.in(directory.resolve("flink"), 1)
            .withCheckpointInterval(Duration.ofSeconds(5))
            .withMetricsPort(OptionalInt.of(port));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink = EmbeddedFlink.start(settings)) {
      LogWriter writer = new LogWriter(kafka.bootstrapServers());
      writer.create(TOPICS);
      Instant start = Instant.now().minus(Duration.ofDays(20));
      writer.write(TestingLog.of(TOPICS, start, 1, CLIPS, Duration.ofSeconds(1), WIDTH));
      JobMetrics metrics = new JobMetrics(port);
      FlinkJob job = train(flink, kafka);
      TreeMap<Long, Checkpoint> checkpoints = new TreeMap<>();
      List<Double> copies = new ArrayList<>();
      await()
          .atMost(Duration.ofMinutes(30))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                if (metrics.quantile(JobMetric.STEP_TIME, "0.5") > 0) {
                  copies.add(copy());
                  checkpoints.putAll(checkpoints(new FlinkRest(flink.webAddress()), job));
                }
                return checkpoints.size() >= CHECKPOINTS;
              });
      double step = metrics.quantile(JobMetric.STEP_TIME, "0.5") * 1_000;
      double pause = metrics.quantile(JobMetric.SNAPSHOT_TIME, "0.5") * 1_000;
      double copy = median(copies);
      double all = median(checkpoints.values().stream().map(Checkpoint::all).toList());
      double write = median(checkpoints.values().stream().map(Checkpoint::write).toList());
      System.out.printf(
          "ms, medians: step %.0f, plain copy %.0f, pause %.0f, write %.0f, whole checkpoint %.0f; %s%n",
          step, copy, pause, write, all, checkpoints);
      assertThat(job.failure()).isEmpty();
      assertThat(metrics.sum(JobMetric.CANDIDATES)).as("clips still wait").isLessThan(CLIPS / 2);
      assertThat(pause).isLessThan(2 * copy);
      assertThat(all).isLessThan(2 * (step + write));
    }
  }

  private static FlinkJob train(EmbeddedFlink flink, EmbeddedKafka kafka) {
    Map<String, String> settings = new HashMap<>(TestingLog.settings(TOPICS, WIDTH));
    settings.put("learner.encoders", "audio=mlp,video=mlp");
    settings.put("learner.widths", "audio=%1$dx%1$d,video=%1$dx%1$d".formatted(HIDDEN));
    settings.put("learner.optimizer", "adam");
    settings.put("publish.every", "1000000");
    return new JobStarter(flink, kafka.connection(), Settings.of(settings), 1)
        .train(Optional.empty());
  }

  /** Milliseconds that a copy of parameters and Adam's two moments takes. */
  private static double copy() {
    float[][] state = new float[3][PARAMETERS];
    long start = System.nanoTime();
    long sum = 0;
    for (float[] part : state) {
      sum += part.clone().length;
    }
    double millis = (System.nanoTime() - start) / 1e6;
    assertThat(sum).isEqualTo(3L * PARAMETERS);
    return millis;
  }

  /** Of those completed with all that the learner has. */
  private static Map<Long, Checkpoint> checkpoints(FlinkRest flink, FlinkJob job) {
    String trainer = "";
    for (JsonNode vertex : flink.get("/jobs/" + job.id()).get("vertices")) {
      trainer =
          vertex.get("name").asText().contains("trainer") ? vertex.get("id").asText() : trainer;
    }
    Map<Long, Checkpoint> checkpoints = new TreeMap<>();
    String path = "/jobs/%s/checkpoints".formatted(job.id());
    for (JsonNode known : flink.get(path).get("history")) {
      if (known.get("status").asText().equals("COMPLETED")
          && known.get("state_size").asLong() > 8L * PARAMETERS) {
        long id = known.get("id").asLong();
        JsonNode times =
            flink
                .get(path + "/details/%d/subtasks/%s".formatted(id, trainer))
                .at("/summary/checkpoint_duration");
        checkpoints.put(
            id,
            new Checkpoint(
                known.get("end_to_end_duration").asDouble(),
                times.at("/sync/max").asDouble(),
                times.at("/async/max").asDouble()));
      }
    }
    return checkpoints;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
