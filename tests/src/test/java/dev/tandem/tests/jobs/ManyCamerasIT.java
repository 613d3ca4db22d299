package dev.tandem.tests.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.ProcessMemory;
import dev.tandem.tests.log.TestingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand cameras on 32 partitions, at a tenth of a clip a second each. */
@Tag("long")
@Tag("alone")
class ManyCamerasIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int PARTITIONS = 32;

  /** Until closed clips leave as fast as they come, and all is kept that is rehearsed. */
  private static final Duration WARMING = Duration.ofMinutes(3);

  private static final Duration WATCHED = Duration.ofMinutes(10);
  private static final int SAMPLES = 6;

  /** The lag may go up and down by so many seconds of the feed. */
  private static final long SWING = 5;

  /**
   * How things stand.
   *
   * @param seconds since the first step
   * @param clips that were written
   * @param lag of these, how many have not come to their end
   * @param heap bytes of what is alive, broker and writer included
   * @param state bytes of the newest checkpoint
   * @param processor seconds that this process has used
   */
  private record Sample(
      double seconds, long clips, long lag, long heap, long state, double processor) {}

  @TempDir Path directory;

  @Test
  void shouldKeepHeapLagAndStateFlatForTenMinutes() throws Exception {
    int port = FreePort.find();
    FlinkSettings cluster =
        FlinkSettings.in(directory.resolve("flink"), 1).withMetricsPort(OptionalInt.of(port));
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink = EmbeddedFlink.start(cluster)) {
      try (Admin admin = kafka.connection().admin()) {
        new TopicAdmin(admin)
            .create(TOPICS.catalogue(TestingLog.MODALITIES, PARTITIONS), Optional.empty());
      }
      FlinkJob job =
          new JobStarter(flink, kafka.connection(), Settings.of(settings()), 1)
              .train(Optional.empty());
      JobMetrics metrics = new JobMetrics(port);
      FlinkRest rest = new FlinkRest(flink.webAddress());
      try (ManyCameras cameras = ManyCameras.start(kafka.bootstrapServers(), TOPICS, PARTITIONS)) {
        Patience.until(() -> ended(metrics) > 0, cameras::written);
        Instant begun = Instant.now();
        List<Sample> seen = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
          Instant due = begun.plus(WARMING).plus(WATCHED.multipliedBy(i).dividedBy(SAMPLES - 1));
          Patience.until(() -> Instant.now().isAfter(due), cameras::written);
          seen.add(sample(begun, cameras, metrics, rest, job));
        }
        System.out.printf("%d cameras: %s%n", ManyCameras.CAMERAS, seen);

        assertThat(job.failure()).isEmpty();
        assertThat(metrics.sum(JobMetric.UNUSED_RECORDS)).isZero();
        requireFlat(seen.get(0), seen.get(SAMPLES - 1));
      }
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(TestingLog.settings(TOPICS, ManyCameras.WIDTH));
    settings.put(
        "trainer.classes",
        IntStream.range(0, ManyCameras.CLASSES)
            .mapToObj(type -> "class-" + type)
            .collect(Collectors.joining(",")));
    settings.put("trainer.batch-size", "64");
    return settings;
  }

  /** Joined clips that were trained, or will not be. */
  private static long ended(JobMetrics metrics) {
    return (long) metrics.sum(JobMetric.CANDIDATES);
  }

  private static Sample sample(
      Instant begun, ManyCameras cameras, JobMetrics metrics, FlinkRest rest, FlinkJob job)
      throws Exception {
    long written = cameras.written();
    long lag = written - ended(metrics);
    JsonNode checkpoint = rest.get("/jobs/%s/checkpoints".formatted(job.id()));
    return new Sample(
        Duration.between(begun, Instant.now()).toMillis() / 1e3,
        written,
        lag,
        ProcessMemory.of(ProcessHandle.current().pid()).heap(),
        checkpoint.at("/latest/completed/state_size").asLong(),
        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3);
  }

  private static void requireFlat(Sample early, Sample late) {
    assertThat(late.lag).isLessThan(early.lag + SWING * ManyCameras.RATE);
    assertThat(late.heap).isLessThan(early.heap + early.heap / 10);
    assertThat(late.state).isLessThan(early.state + early.state / 10);
    assertThat(late.clips - early.clips)
        .as("clips written meanwhile")
        .isGreaterThan(WATCHED.toSeconds() * ManyCameras.RATE * 9 / 10);
  }
}
