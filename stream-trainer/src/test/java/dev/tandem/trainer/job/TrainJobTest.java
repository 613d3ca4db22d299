package dev.tandem.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole job over a recorded log, on a mini cluster. */
class TrainJobTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int CLIPS = 200;
  private static final Topics TOPICS = Topics.standard();

  @Test
  void shouldTrainEveryClipOnceAndPublishTheFinalVersion() throws Exception {
    JobOutcome outcome = run(RecordedLog.of(START, 1, CLIPS), 0, 1, 1);

    assertThat(outcome.totals())
        .containsEntry("complete", CLIPS)
        .containsEntry("partial", 0)
        .containsEntry("trained", CLIPS)
        .containsEntry("recordsInvalid", 0);
    assertThat(outcome.last().getStep()).isEqualTo(13); // 12 batches of 16, one of 8
    assertThat(outcome.last().getTrainedUntil()).isAfter(START.plusSeconds(CLIPS));
    assertThat(outcome.digests()).hasSize(4).doesNotHaveDuplicates(); // steps 4, 8, 12 and 13
    assertThat(outcome.deadLetters()).isEmpty();
  }

  @Test
  void shouldGiveTheSameModelsWhateverTheParallelismInterleavingAndStart() throws Exception {
    List<String> digests = run(RecordedLog.of(START, 1, CLIPS), 0, 1, 1).digests();
    Instant shifted = START.plus(Duration.ofHours(37).plusMinutes(13));

    assertThat(run(RecordedLog.of(START, 1, CLIPS), 7, 1, 1).digests()).isEqualTo(digests);
    assertThat(run(RecordedLog.of(START, 1, CLIPS), 8, 2, 1).digests()).isEqualTo(digests);
    assertThat(run(RecordedLog.of(shifted, 1, CLIPS), 9, 2, 1).digests()).isEqualTo(digests);
  }

  /** What a hash of the id leaves out is left out before it is sent on, and counted in its turn. */
  @Test
  void shouldCountAllAndTrainAShare() throws Exception {
    JobOutcome outcome =
        new TestingTrainJob(Map.of("trainer.admit", "0.25"))
            .run(Replay.of(RecordedLog.of(START, 1, CLIPS), 0), 2);

    assertThat(outcome.totals()).containsEntry("complete", CLIPS);
    assertThat(outcome.totals().get("trained")).isBetween(20, 90);
    assertThat(outcome.totals().get("trained") + outcome.totals().get("skippedNotAdmitted"))
        .isEqualTo(CLIPS);
  }

  @Test
  void shouldGiveAnotherModelForAnotherSeedSampleOrOrder() throws Exception {
    List<String> digests = run(RecordedLog.of(START, 1, CLIPS), 0, 1, 1).digests();
    RecordedLog reordered = RecordedLog.of(START, 1, CLIPS);
    reordered.swap(TOPICS.labels(), 12, 30);

    assertThat(run(RecordedLog.of(START, 1, CLIPS), 0, 1, 2).digests())
        .doesNotContainAnyElementsOf(digests);
    assertThat(run(RecordedLog.of(START, 2, CLIPS), 0, 1, 1).digests())
        .doesNotContainAnyElementsOf(digests);
    assertThat(run(reordered, 0, 1, 1).digests()).doesNotContainAnyElementsOf(digests);
  }

  @Test
  void shouldNotLetGarbageChangeTheModel() throws Exception {
    List<String> digests = run(RecordedLog.of(START, 1, CLIPS), 0, 1, 1).digests();
    RecordedLog littered = RecordedLog.of(START, 1, CLIPS);
    long late = START.plus(Duration.ofDays(1)).toEpochMilli();
    for (int i = 0; i < 50; i++) {
      littered.add(TOPICS.features("audio"), "junk-" + i, new byte[i], late);
    }

    JobOutcome outcome = run(littered, 0, 1, 1);

    assertThat(outcome.digests()).isEqualTo(digests);
    assertThat(outcome.deadLetters()).hasSize(50); // no event counts what comes after the end
  }

  /** In another task, a transaction would look like one of an earlier run, whose loss is none. */
  @Test
  void shouldCommitVersionsWhereTheyAreWritten() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    KafkaEnds ends =
        new KafkaEnds(
            KafkaConnection.to("127.0.0.1:1"),
            "av",
            Map.of(),
            Duration.ofMinutes(1),
            Optional.empty());
    TrainJob.Sinks sinks =
        new TrainJob.Sinks(
            ends.models(DeliveryGuarantee.EXACTLY_ONCE),
            LedgerSource.NONE,
            new CollectingSink(),
            new CollectingSink());
    new TrainJob(
            Config.of(new TreeMap<>(), TrainerOptions.ALL),
            Replay.of(RecordedLog.of(START, 1, 1), 0),
            sinks,
            Clock.systemUTC())
        .build(env);

    assertThat(env.getStreamGraph().getJobGraph().getVertices())
        .extracting(JobVertex::getName)
        .contains("to models -> models: Writer -> models: Committer");
  }

  private static JobOutcome run(RecordedLog log, long interleaving, int parallelism, long seed)
      throws Exception {
    return new TestingTrainJob(Map.of("trainer.seed", Long.toString(seed)))
        .run(Replay.of(log, interleaving), parallelism);
  }
}
