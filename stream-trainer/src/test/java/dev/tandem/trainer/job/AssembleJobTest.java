package dev.tandem.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.config.Config;
import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class AssembleJobTest {
  private static final RecordedLog LOG =
      RecordedLog.of(Instant.parse("2026-01-01T00:00:00Z"), 1, 9);

  @Test
  void shouldJoinInTheThreadThatReadsWhereThereIsOneOfEach() {
    assertThat(tasks(1)).anyMatch(task -> task.contains("features door -> assembly"));
  }

  @Test
  void shouldDistributeClipsByTheirIdWhereThereAreMore() {
    assertThat(tasks(2)).noneMatch(task -> task.contains("features door -> assembly"));
    assertThat(tasks(2)).anyMatch(task -> task.startsWith("assembly"));
  }

  private static List<String> tasks(int parallelism) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(parallelism);
    new AssembleJob(config(), Replay.of(LOG, 0), new CollectingSink()).build(env);
    return StreamSupport.stream(
            env.getStreamGraph().getJobGraph().getVertices().spliterator(), false)
        .map(JobVertex::getName)
        .toList();
  }

  private static Config config() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("trainer.shapes", "audio=6,video=6");
    settings.put("trainer.extractors", "audio=raw/1,video=raw/1");
    settings.put("trainer.classes", String.join(",", RecordedLog.CLASSES));
    return Config.of(settings, TrainerOptions.ALL);
  }
}
