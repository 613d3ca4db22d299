package dev.tandem.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.TrainingEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Savepoints that earlier builds wrote. Every build must go on from each of them; a change that
 * cannot is a break for everyone who has a model in training. They are never written anew: a new
 * format gets a new directory beside them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GoldenSavepointTest {
  /** Where to write one; set when a format has changed, see docs/internals.md. */
  private static final String WRITE = "tandem.golden.write";

  private static final Path KEPT = Path.of("src", "test", "resources", "savepoints");

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final RecordedLog LOG = TroubledLog.of(START, 4, 160, 2);

  /** Kept on another machine, too: whether it goes on is asked here, not whether alike. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "label.decide", "earliest",
          "join.tombstone", "20s",
          "stream.expiry", "30s",
          "learner.learning-rate", "0.02",
          "trainer.other-platform", "next-generation");

  @TempDir Path directory;

  @Test
  @Order(2)
  void shouldGoOnFromEverySavepointKept() throws Exception {
    JobOutcome whole = new TestingTrainJob(SETTINGS).run(Replay.of(LOG, 0), 1);
    assertThat(KEPT).isNotEmptyDirectory();
    for (Path savepoint : kept()) {
      JobOutcome rest =
          new TestingTrainJob(SETTINGS)
              .run(Replay.of(LOG, 3), 2, Optional.of(savepoint.toUri().toString()));

      assertThat(rest.totals()).as(savepoint.toString()).isEqualTo(whole.totals());
      assertThat(rest.steps().lastKey()).isEqualTo(whole.steps().lastKey());
      long next = rest.steps().firstKey();
      assertThat(next).isBetween(5L, whole.steps().lastKey() - 5);
      assertThat(rest.steps()).hasSize((int) (whole.steps().lastKey() - next + 1));
      assertThat(loss(rest.steps().get(next)))
          .as("what was learned before is still known")
          .isCloseTo(loss(whole.steps().get(next)), within(0.03));
    }
  }

  private static List<Path> kept() throws IOException {
    try (Stream<Path> names = Files.list(KEPT)) {
      return names.sorted().toList();
    }
  }

  private static double loss(TrainingEvent step) {
    return step.getHeads().stream()
        .filter(head -> head.getHead().equals("fused"))
        .mapToDouble(HeadResult::getLoss)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Order(1)
  void shouldWriteAnotherWhereAsked() throws Exception {
    assumeTrue(System.getProperty(WRITE) != null, "writes only with -D" + WRITE + "=NAME");
    Replay replay = Replay.upTo(0.6, LOG, 1);
    JobClient job = new TestingTrainJob(SETTINGS).start(replay, 2, Optional.empty());
    replay.awaitRead(0.55, job);
    String written =
        job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
            .get();
    Path kept = Files.createDirectories(KEPT.resolve(System.getProperty(WRITE)));
    try (Stream<Path> files = Files.list(Path.of(URI.create(written)))) {
      for (Path file : files.toList()) {
        Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
