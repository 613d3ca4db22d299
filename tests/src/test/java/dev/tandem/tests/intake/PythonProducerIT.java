package dev.tandem.tests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.Topics;
import dev.tandem.tests.Patience;
import dev.tandem.tests.python.PythonProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/python-producer and a job that learns what it wrote. Skipped where its packages are missing;
 * docs/producers.md says how to install them.
 */
class PythonProducerIT {
  private static final int CLIPS = 100;
  private static final List<String> CLASSES = List.of("no", "yes", "maybe");

  private final Instant start =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(10));

  @TempDir Path directory;

  @Test
  @Tag("long") // a job in a process of its own
  void shouldBeLearnedFrom() throws Exception {
    PythonProcess.require("confluent_kafka, avro");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")))) {
      TestingTopics topics = TestingTopics.create(kafka.bootstrapServers(), "py");
      Path lines = Files.write(directory.resolve("clips.jsonl"), lines());

      try (PythonProcess python = producer(topics, lines)) {
        List<JsonNode> said = python.answers();
        assertThat(said).hasSize(1);
        assertThat(said.get(0).path("clips").asInt()).isEqualTo(CLIPS);
        assertThat(python.errors())
            .contains("line 51 is left out")
            .contains("line 52 is left out")
            .contains("is left out: a clip of");
      }
      new Command(directory, topics)
          .train("py", Map.of(), "--until", start.plusSeconds(CLIPS - 1).toString(), "--finish");

      // those whose sample is ready a second before the time to stop at
      assertThat(topics.totals())
          .containsEntry("trained", CLIPS - 2.0)
          .containsEntry("complete", (double) CLIPS);
      assertThat(topics.versions()).isNotEmpty();
    }
  }

  @Test
  void shouldNameTopicsThatAreMissing() throws Exception {
    PythonProcess.require("confluent_kafka, avro");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")))) {
      TestingTopics nowhere = new TestingTopics(kafka.bootstrapServers(), new Topics("none"));
      Path lines = Files.write(directory.resolve("clips.jsonl"), lines());

      try (PythonProcess python = producer(nowhere, lines)) {
        Patience.until(() -> python.errors().contains("tandem topics create"));
        assertThat(python.errors()).contains("none.features.audio.v1");
      }
    }
  }

  private PythonProcess producer(TestingTopics topics, Path lines) throws Exception {
    return PythonProcess.start(
        directory,
        PythonProcess.PRODUCER,
        List.of(
            PythonProcess.PRODUCER.resolve("producer.py").toString(),
            "--bootstrap-server",
            topics.bootstrapServers(),
            "--prefix",
            topics.topics().prefix(),
            "--stream",
            "cam",
            "--extractor",
            "raw:1"),
        lines);
  }

  /** With a line that is no JSON, one with ragged lists and one that is too old among them. */
  private List<String> lines() {
    Random random = new Random(0);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < CLIPS; i++) {
      if (i == CLIPS / 2) {
        lines.add("no JSON");
        lines.add(line(i, "[[1, 2], [3]]", "[1]", "no"));
        lines.add(line(0, vector(random), vector(random), "no"));
      }
      lines.add(line(i, vector(random), vector(random), CLASSES.get(random.nextInt(3))));
    }
    return lines;
  }

  private String line(int second, String audio, String video, String label) {
    return "{\"clipTime\": %d, \"features\": {\"audio\": %s, \"video\": %s}, \"label\": \"%s\"}"
        .formatted(start.plusSeconds(second).toEpochMilli(), audio, video, label);
  }

  private static String vector(Random random) {
    return random.doubles(6).boxed().toList().toString();
  }
}
