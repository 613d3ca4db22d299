package dev.tandem.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.publication.OutRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
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

  /** What a run left behind. */
  private record Outcome(
      List<OutRecord> models, List<OutRecord> training, List<OutRecord> deadLetters) {
    /** Digest of every version, in order. */
    List<String> digests() {
      return models.stream()
          .filter(record -> new String(record.key(), StandardCharsets.UTF_8).contains("@"))
          .filter(record -> record.topic().equals(TOPICS.models()) && record.value() != null)
          .map(record -> Wire.decode(record.value(), ModelManifest.class).getSha256())
          .toList();
    }

    TrainingEvent last() {
      return Wire.decode(training.get(training.size() - 1).value(), TrainingEvent.class);
    }

    Map<String, Integer> totals() {
      return last().getTotals().stream()
          .collect(Collectors.toMap(NamedValue::getName, v -> (int) v.getValue()));
    }
  }

  @Test
  void shouldTrainEveryClipOnceAndPublishTheFinalVersion() throws Exception {
    Outcome outcome = run(RecordedLog.of(START, 1, CLIPS), 0, 1, 1);

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

    Outcome outcome = run(littered, 0, 1, 1);

    assertThat(outcome.digests()).isEqualTo(digests);
    assertThat(outcome.totals()).containsEntry("recordsInvalid", 50);
    assertThat(outcome.deadLetters()).hasSize(50);
  }

  private static Outcome run(RecordedLog log, long interleaving, int parallelism, long seed)
      throws Exception {
    CollectingSink models = new CollectingSink();
    CollectingSink training = new CollectingSink();
    CollectingSink deadLetters = new CollectingSink();
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    new TrainJob(
            config(seed),
            new ReplayedLog(log, interleaving),
            new TrainJob.Sinks(models, LedgerSource.NONE, training, deadLetters),
            Clock.systemUTC())
        .build(env);
    env.execute();
    return new Outcome(models.records(), training.records(), deadLetters.records());
  }

  private static Config config(long seed) {
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("trainer.shapes", "audio=6,video=6");
    settings.put("trainer.extractors", "audio=raw/1,video=raw/1");
    settings.put("trainer.classes", String.join(",", RecordedLog.CLASSES));
    settings.put("learner.encoders", "audio=mlp,video=mlp");
    settings.put("learner.widths", "audio=8,video=8");
    settings.put("learner.representation", "8");
    settings.put("trainer.batch-size", "16");
    settings.put("publish.every", "4");
    settings.put("label.decide", "first");
    settings.put("trainer.seed", Long.toString(seed));
    return Config.of(settings, TrainerOptions.ALL);
  }
}
