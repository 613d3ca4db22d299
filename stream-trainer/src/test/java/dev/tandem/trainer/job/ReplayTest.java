package dev.tandem.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One log, whatever trouble is in it, makes one sequence of versions, one set of counts and one set
 * of dead letters: however it is read, however parallel, wherever the job fails.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES) // seconds; it is for what hangs
class ReplayTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int CLIPS = 320;
  private static final int FAILURES = 4;
  private static final RecordedLog TROUBLED = TroubledLog.of(START, 1, CLIPS, 4);
  private static final RecordedLog REVISED = TroubledLog.revised(START, 1, CLIPS, 4);
  private static final RecordedLog ONE_PARTITION = TroubledLog.of(START, 2, CLIPS, 1);

  @Test
  void shouldCountEveryKindOfTrouble() throws Exception {
    JobOutcome outcome = run(Replay.of(TROUBLED, 0), 1, "earliest");

    Stream.of(
            "complete, partial, late, deadLettered, trained, unlabelled, published".split(", "),
            "recordsDuplicate, recordsConflicting, recordsLate, recordsInvalid".split(", "))
        .flatMap(Stream::of)
        .forEach(kind -> assertThat(outcome.totals().get(kind)).as(kind).isPositive());
    assertThat(outcome.digests()).hasSizeGreaterThan(5).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"1, 1, earliest", "2, 2, earliest", "3, 4, earliest", "4, 4, first", "5, 1, first"})
  void shouldNotDependOnInterleavingOrParallelism(long seed, int parallelism, String decide)
      throws Exception {
    JobOutcome expected = run(Replay.of(TROUBLED, 0), 1, decide);

    assertSame(run(Replay.of(TROUBLED, seed), parallelism, decide), expected);
  }

  @Test
  void shouldNotDependOnPartitionsWhereNothingIsLateOrContradicts() throws Exception {
    JobOutcome expected = run(Replay.of(TroubledLog.orderly(START, 3, CLIPS, 1), 0), 1, "earliest");
    assertThat(expected.totals()).containsEntry("recordsLate", 0);
    for (int partitions : List.of(2, 4)) {
      Replay replay = Replay.of(TroubledLog.orderly(START, 3, CLIPS, partitions), 7);
      JobOutcome outcome = run(replay, partitions, "earliest");

      assertThat(outcome.versions()).isEqualTo(expected.versions());
      assertThat(outcome.totals()).isEqualTo(expected.totals());
      assertThat(outcome.steps()).isEqualTo(expected.steps());
    }
  }

  /** One mark for all streams of a process stands for as many marks as there are streams. */
  @Test
  void shouldLearnTheSameWhereAGatewaySpeaksForTheStreams() throws Exception {
    RecordedLog own = TroubledLog.orderly(START, 3, CLIPS, 2);
    JobOutcome expected = run(Replay.of(own, 0), 1, "earliest");
    RecordedLog log = own.withGateway("hall");

    JobOutcome outcome = run(Replay.failing(log, 7, FAILURES), 2, "earliest");

    assertThat(outcome.versions()).isEqualTo(expected.versions());
    assertThat(outcome.totals()).isEqualTo(expected.totals());
    assertThat(outcome.steps()).isEqualTo(expected.steps());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 4"})
  void shouldNotDependOnFailuresWhereAGatewaySpeaksForTheStreams(long seed, int parallelism)
      throws Exception {
    RecordedLog log = TROUBLED.withGateway("hall");
    JobOutcome expected = run(Replay.of(log, 0), 1, "earliest");

    assertSame(run(Replay.failing(log, seed, FAILURES), parallelism, "earliest"), expected);
  }

  /** Labels that are corrected and taken back, in time and too late. */
  @ParameterizedTest
  @CsvSource({"1, 2, earliest", "2, 4, first"})
  void shouldCorrectTheSameLabels(long seed, int parallelism, String decide) throws Exception {
    JobOutcome expected = run(Replay.of(REVISED, 0), 1, decide);
    assertThat(expected.totals().get("recordsCorrected") > 50).isEqualTo(decide.equals("earliest"));
    assertThat(expected.letters()).anyMatch(letter -> letter.contains("it is a CORRECTION, but"));

    Replay replay = Replay.failing(REVISED, seed, FAILURES);
    assertSame(run(replay, parallelism, decide), expected);
    assertThat(replay.resumed()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4"})
  void shouldNotDependOnFailures(long seed, int parallelism) throws Exception {
    JobOutcome expected = run(Replay.of(TROUBLED, 0), 1, "earliest");
    Replay replay = Replay.failing(TROUBLED, seed, FAILURES);

    assertSame(run(replay, parallelism, "earliest"), expected);
    assertThat(replay.hasFailedAsTold()).isTrue();
    assertThat(replay.resumed()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void shouldRunFourTimesAsParallelAsThereArePartitions(long seed) throws Exception {
    JobOutcome expected = run(Replay.of(ONE_PARTITION, 0), 1, "earliest");

    assertSame(run(Replay.failing(ONE_PARTITION, seed, FAILURES), 4, "earliest"), expected);
  }

  /** Of three classes that labels name, the model begins with two. */
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4"})
  void shouldAddTheSameClassAtTheSameStep(long seed, int parallelism) throws Exception {
    Map<String, String> growing = Map.of("trainer.classes", "no,yes", "trainer.max-classes", "3");
    JobOutcome expected = run(Replay.of(TROUBLED, 0), 1, growing);
    assertThat(expected.totals()).containsEntry("classesAdded", 1);

    Replay replay = Replay.failing(TROUBLED, seed, FAILURES);
    assertSame(run(replay, parallelism, growing), expected);
    assertThat(replay.resumed()).isPositive();
  }

  /** Values in place of classes: the same trouble, and the same model of it. */
  @ParameterizedTest
  @CsvSource({"1, 2", "2, 4"})
  void shouldLearnTheSameValues(long seed, int parallelism) throws Exception {
    RecordedLog log = TROUBLED.withTargets();
    Map<String, String> regression = Map.of("trainer.targets", "place,middle");
    JobOutcome expected = run(Replay.of(log, 0), 1, regression);
    assertThat(expected.totals().get("trained")).isPositive();

    Replay replay = Replay.failing(log, seed, FAILURES);
    assertSame(run(replay, parallelism, regression), expected);
    assertThat(replay.resumed()).isPositive();
  }

  private static JobOutcome run(Replay replay, int parallelism, String decide) throws Exception {
    return run(replay, parallelism, Map.of("label.decide", decide));
  }

  private static JobOutcome run(Replay replay, int parallelism, Map<String, String> changes)
      throws Exception {
    Map<String, String> settings = new TreeMap<>(changes);
    settings.put("join.tombstone", "20s");
    settings.put("stream.expiry", "30s");
    return new TestingTrainJob(settings).run(replay, parallelism);
  }

  private static void assertSame(JobOutcome actual, JobOutcome expected) {
    assertThat(actual.letters()).isEqualTo(expected.letters());
    assertThat(actual.totals()).isEqualTo(expected.totals());
    assertThat(actual.steps()).isEqualTo(expected.steps());
    assertThat(actual.versions()).isEqualTo(expected.versions());
  }
}
