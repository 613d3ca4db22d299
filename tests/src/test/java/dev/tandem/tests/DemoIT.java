package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system as a user runs it: real Kafka, real Flink, real PyTorch, a process of its own.
 */
class DemoIT {
  private static final int CLIPS = 400;

  @TempDir static Path directory;

  /** A run that is kept there, and its report. */
  private static Path keep;

  private static JsonNode kept;

  @BeforeAll
  static void runAndKeep() throws Exception {
    keep = directory.resolve("kept");
    kept = demo("--feed", "synthetic:", "--keep", keep.toString());
  }

  @Test
  void shouldLearnFromTheStudioAndAccountForEveryClip() throws Exception {
    JsonNode report = demo("--feed", "studio:", "--seed", "1");

    assertThat(report.at("/clips/published").asInt()).isEqualTo(CLIPS);
    assertThat(report.at("/clips/complete").asInt()).isEqualTo(CLIPS);
    assertThat(report.at("/clips/trained").asInt()).isEqualTo(CLIPS);
    assertThat(report.at("/predictions/count").asInt()).isEqualTo(CLIPS);
    assertThat(report.at("/training/steps").asInt()).isEqualTo(CLIPS / 16);
    assertThat(report.at("/training/finalSha256").asText())
        .isEqualTo(TandemProcess.digests(report).get(TandemProcess.digests(report).size() - 1));
    assertThat(versions(report)).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(1);
    assertThat(report.at("/models/served").size()).isPositive();
  }

  @Test
  @Tag("long") // three demos; ReplayTest has the same of the job
  void shouldPublishTheSameVersionsWheneverItStartsAndHoweverParallelItRuns() throws Exception {
    Instant start = Instant.now().minus(Duration.ofDays(20).plusMinutes(13));

    JsonNode report =
        demo("--feed", "synthetic:", "--start", start.toString(), "--parallelism", "2");

    assertThat(TandemProcess.digests(report)).isEqualTo(TandemProcess.digests(kept));
  }

  @Test
  void shouldLearnTheSameFromARecording() throws Exception {
    Path recorded = directory.resolve("recorded");
    String clips = Integer.toString(CLIPS);
    TandemProcess recording =
        TandemProcess.run(
            directory,
            "ingest",
            "synthetic:",
            "--dry-run",
            "--clips",
            clips,
            "--record",
            recorded.toString());
    assertThat(recording.status()).as(recording.output()).isZero();

    JsonNode replayed = demo("--feed", "features:" + recorded);

    assertThat(TandemProcess.digests(replayed)).isEqualTo(TandemProcess.digests(kept));
  }

  @Test
  void shouldGoOnWhereAKeptRunEnded() throws Exception {
    List<Integer> first = versions(kept);
    requireTheSamePolicy();
    List<Integer> second = versions(demo("--feed", "synthetic:", "--keep", keep.toString()));

    assertThat(second).startsWith(first.toArray(Integer[]::new)).hasSizeGreaterThan(first.size());
    requireThatNothingIsForgotten();
  }

  private static void requireTheSamePolicy() throws Exception {
    String[] other = {
      "demo", "--feed", "synthetic:", "--keep", keep.toString(), "--policy", "joint"
    };
    MistakesIT.refused(directory, other)
        .contains("learner.policy is 'joint', but what is in " + keep + " was begun with 'mlb'");
  }

  /** A model that is on its topic, and of whose job nothing is known any more. */
  private static void requireThatNothingIsForgotten() throws Exception {
    Files.delete(keep.resolve("jobs.properties"));

    TandemProcess again =
        TandemProcess.run(
            directory, "demo", "--headless", "--feed", "synthetic:", "--keep", keep.toString());

    assertThat(again.status()).isNotZero();
    assertThat(again.output())
        .contains("model av is already on av.models.v1")
        .doesNotContain("\tat ");
  }

  private static JsonNode demo(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--clips";
    all[arguments.length + 1] = Integer.toString(CLIPS);
    return TandemProcess.demoWithoutPause(directory, all);
  }

  private static List<Integer> versions(JsonNode report) {
    return StreamSupport.stream(report.at("/models/published").spliterator(), false)
        .map(version -> version.get("version").asInt())
        .toList();
  }
}
