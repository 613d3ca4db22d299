package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.app.cluster.BrokerSettings;
import dev.tandem.app.cluster.EmbeddedKafka;
import dev.tandem.learner.Architecture;
import dev.tandem.learner.EncoderSpec;
import dev.tandem.learner.ModalitySpec;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.serving.inference.ClipScorer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/python-consumer beside serving: the same clips, the same version, the same answers. Skipped
 * where there is no PyTorch; docs/python-consumer.md says how to install it.
 */
class PythonConsumerIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int CLIPS = 200;
  private static final double TOLERANCE = 1e-5;
  private static final Path SCRIPT = Path.of("..", "docs", "python-consumer", "consumer.py");
  private static final Path SHIMS = Path.of("src", "test", "python", "shims");
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("TANDEM_PYTHON")).orElse("/usr/bin/python3");

  /** A convolutional network and a perceptron, so that each kind of layer is met. */
  private static final Architecture NETWORK =
      new Architecture(
          List.of(
              new ModalitySpec("audio", List.of(256), EncoderSpec.mlp(48)),
              new ModalitySpec("video", List.of(16, 16), EncoderSpec.cnn(8, 16))),
          "late-linear",
          10);

  @TempDir Path directory;

  @BeforeAll
  static void requirePyTorch() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is not there");
    Process probe =
        new ProcessBuilder(PYTHON, "-c", "import torch, confluent_kafka, avro")
            .redirectErrorStream(true)
            .start();
    String said = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(
        probe.waitFor() == 0,
        () -> "%s lacks what docs/python-consumer.md installs: %s".formatted(PYTHON, said));
  }

  @Test
  void shouldAnswerAsServingDoes() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")))) {
      Map<String, Object> connection = Map.of("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(connection)) {
        new TopicAdmin(admin)
            .create(TOPICS.catalogue(List.of("audio", "video"), 2), Optional.empty());
      }
      try (TestingTrainer trainer = new TestingTrainer(connection, TOPICS, NETWORK);
          TestingClipWriter clips = new TestingClipWriter(connection, TOPICS)) {
        trainer.publish(1);
        trainer.publish(2);
        clips.write(0, CLIPS);
      }

      List<JsonNode> answers = answers(kafka.bootstrapServers());

      assertThat(answers).hasSize(CLIPS);
      assertThat(answers)
          .extracting(answer -> answer.get("version").asText())
          .containsOnly("av@1.2");
      compare(connection, answers);
    }
  }

  private List<JsonNode> answers(String bootstrapServers) throws Exception {
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
                PYTHON,
                SCRIPT.toString(),
                "--bootstrap-server",
                bootstrapServers,
                "--clips",
                Integer.toString(CLIPS))
            .redirectOutput(output.toFile())
            .redirectError(directory.resolve("errors").toFile());
    builder.environment().put("PYTHONPATH", SHIMS.toAbsolutePath().toString());
    Process python = builder.start();
    boolean ended = python.waitFor(90, TimeUnit.SECONDS);
    python.destroyForcibly();
    assertThat(ended && python.exitValue() == 0)
        .as(() -> read(directory.resolve("errors")))
        .isTrue();
    ObjectMapper json = new ObjectMapper();
    return Files.readAllLines(output).stream().map(line -> parse(json, line)).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonNode parse(ObjectMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void compare(Map<String, Object> connection, List<JsonNode> answers)
      throws Exception {
    Map<String, Clip> clips = new TopicReader(connection, TOPICS.clips()).clips();
    try (LiveModel live =
        LiveModel.start(
            ServingSettings.of(Config.empty()).delivery(),
            TOPICS,
            new BrokerClients(connection),
            new PredictorBuilder(),
            SwapListener.NONE,
            Clock.systemUTC())) {
      assertThat(live.awaitReady(Duration.ofSeconds(30))).isTrue();
      try (LiveModel.Lease lease = live.acquire()) {
        assertThat(lease.version()).isEqualTo(new ModelKey("av", 1, 2));
        for (JsonNode answer : answers) {
          Clip clip = clips.remove(answer.get("clipId").asText());
          var prediction = ClipScorer.answer(lease.model(), clip);
          assertThat(answer.get("complete").asBoolean()).isEqualTo(prediction.getComplete());
          assertThat(answer.get("logits").size()).isEqualTo(prediction.getHeads().size());
          for (HeadPrediction head : prediction.getHeads()) {
            requireSame(answer.get("logits").get(head.getHead()), head.getProbabilities());
          }
        }
      }
    }
    assertThat(clips).isEmpty();
  }

  /** Serving has probabilities: their logarithms are the logits but for one constant. */
  private static void requireSame(JsonNode logits, List<Float> probabilities) {
    double shift = logits.get(0).asDouble() - Math.log(probabilities.get(0));
    for (int i = 0; i < probabilities.size(); i++) {
      assertThat(logits.get(i).asDouble() - shift)
          .isEqualTo(Math.log(probabilities.get(i)), within(TOLERANCE));
    }
  }
}
