package dev.tandem.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that is stopped with a savepoint goes on as if nothing had been, also at another size. */
class SavepointTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final RecordedLog LOG = TroubledLog.of(START, 1, 240, 4);
  private static final Map<String, String> SETTINGS =
      Map.of("label.decide", "earliest", "join.tombstone", "20s", "stream.expiry", "30s");

  /** How far the log is read by the end of each run. */
  private static final List<Double> SHARES = List.of(0.35, 0.7, 1.0);

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"1, 4, 2", "4, 1, 4", "2, 2, 2"})
  void shouldTrainTheSameModelAtAnotherParallelism(int first, int second, int third)
      throws Exception {
    JobOutcome expected = new TestingTrainJob(SETTINGS).run(Replay.of(LOG, 0), 1);

    JobOutcome outcome = inThreeRuns(List.of(SETTINGS), List.of(first, second, third)).get(0);

    assertSame(outcome, expected);
  }

  @Test
  void shouldTrainTwoModelsApart() throws Exception {
    Map<String, String> one = changed("trainer.model", "one");
    Map<String, String> other = changed("trainer.model", "other", "trainer.seed", "5");

    List<JobOutcome> outcomes = inThreeRuns(List.of(one, other), List.of(1, 2, 1));

    assertSame(outcomes.get(0), new TestingTrainJob(one).run(Replay.of(LOG, 0), 1));
    assertSame(outcomes.get(1), new TestingTrainJob(other).run(Replay.of(LOG, 0), 1));
    assertThat(outcomes.get(0).digests()).doesNotContainAnyElementsOf(outcomes.get(1).digests());
  }

  private static Map<String, String> changed(String... pairs) {
    Map<String, String> settings = new java.util.HashMap<>(SETTINGS);
    for (int i = 0; i < pairs.length; i += 2) {
      settings.put(pairs[i], pairs[i + 1]);
    }
    return settings;
  }

  /** A job for each of {@code settings}, all at once, three times in a row. */
  private List<JobOutcome> inThreeRuns(
      List<Map<String, String>> settings, List<Integer> parallelisms) throws Exception {
    List<TestingTrainJob> jobs = settings.stream().map(TestingTrainJob::new).toList();
    List<Optional<String>> savepoints = new ArrayList<>();
    jobs.forEach(job -> savepoints.add(Optional.empty()));
    for (int run = 0; run < SHARES.size(); run++) {
      List<Replay> replays = new ArrayList<>();
      List<JobClient> clients = new ArrayList<>();
      for (int j = 0; j < jobs.size(); j++) {
        replays.add(Replay.upTo(SHARES.get(run), LOG, 1 + 10 * run + j));
        clients.add(jobs.get(j).start(replays.get(j), parallelisms.get(run), savepoints.get(j)));
      }
      for (int j = 0; j < jobs.size(); j++) {
        if (SHARES.get(run) == 1) {
          clients.get(j).getJobExecutionResult().get();
        } else {
          replays.get(j).awaitRead(0.25, clients.get(j)); // of the 0.35: some is on its way
          savepoints.set(j, Optional.of(stopped(clients.get(j))));
        }
      }
    }
    return jobs.stream().map(TestingTrainJob::outcome).toList();
  }

  private String stopped(JobClient client) throws Exception {
    return client
        .stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  private static void assertSame(JobOutcome actual, JobOutcome expected) {
    assertThat(actual.letters()).isEqualTo(expected.letters());
    assertThat(actual.totals()).isEqualTo(expected.totals());
    assertThat(actual.steps()).isEqualTo(expected.steps());
    assertThat(actual.versions()).isEqualTo(expected.versions());
  }
}
