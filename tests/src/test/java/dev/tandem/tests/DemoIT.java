package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system as a user runs it: real Kafka, real Flink, real PyTorch, a process of its own.
 */
class DemoIT {
  private static final int CLIPS = 400;
  private final Instant start = Instant.now().minus(Duration.ofDays(20));

  @TempDir Path directory;

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
  void shouldPublishTheSameVersionsWheneverItStartsAndHoweverParallelItRuns() throws Exception {
    Instant shifted = start.plus(Duration.ofHours(37).plusMinutes(13));

    List<String> digests =
        synthetic("--seed", "1", "--start", start.toString(), "--parallelism", "1");

    assertThat(synthetic("--seed", "1", "--start", shifted.toString(), "--parallelism", "2"))
        .isEqualTo(digests);
  }

  @Test
  void shouldGoOnWhereAKeptRunEnded() throws Exception {
    Path keep = directory.resolve("kept");

    List<Integer> first = versions(demo("--feed", "synthetic:", "--keep", keep.toString()));
    List<Integer> second = versions(demo("--feed", "synthetic:", "--keep", keep.toString()));

    assertThat(second).startsWith(first.toArray(Integer[]::new)).hasSizeGreaterThan(first.size());
    requireThatNothingIsForgotten(keep);
  }

  /** A model that is on its topic, and of whose job nothing is known any more. */
  private void requireThatNothingIsForgotten(Path keep) throws Exception {
    Files.delete(keep.resolve("jobs.properties"));

    TandemProcess again =
        TandemProcess.run(
            directory, "demo", "--headless", "--feed", "synthetic:", "--keep", keep.toString());

    assertThat(again.status()).isNotZero();
    assertThat(again.output())
        .contains("model av is already on av.models.v1")
        .doesNotContain("\tat ");
  }

  private JsonNode demo(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--clips";
    all[arguments.length + 1] = Integer.toString(CLIPS);
    return TandemProcess.demo(directory, all);
  }

  private List<String> synthetic(String... arguments) throws Exception {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--feed";
    all[arguments.length + 1] = "synthetic:";
    return TandemProcess.digests(demo(all));
  }

  private static List<Integer> versions(JsonNode report) {
    return StreamSupport.stream(report.at("/models/published").spliterator(), false)
        .map(version -> version.get("version").asInt())
        .toList();
  }
}
