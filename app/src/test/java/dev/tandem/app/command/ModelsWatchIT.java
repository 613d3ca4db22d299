package dev.tandem.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.app.Patience;
import dev.tandem.app.webhook.TestingReceiver;
import dev.tandem.app.webhook.TestingReceiver.Received;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of models, against a real broker; each test has topics of its own. */
class ModelsWatchIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static Producer<byte[], byte[]> producer;
  private static int tests;

  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private Topics topics;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    producer = kafka.connection().producer(Map.of());
  }

  @AfterAll
  static void stop() {
    producer.close();
    kafka.close();
  }

  @BeforeEach
  void create() {
    topics = new Topics("watch" + tests++);
    create(kafka, topics);
  }

  private static void create(EmbeddedKafka kafka, Topics topics) {
    try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
      admin.create(topics.catalogue(List.of(), 1), Optional.empty());
    }
  }

  @Test
  void shouldPostWhatWasAndWhatComesInItsOrder() throws Exception {
    version(1, "", 0);
    version(2, "accuracy fell", 2);
    drift(1, 1);
    Path secret = Files.writeString(directory.resolve("secret"), "a secret of the test");
    try (TestingReceiver receiver = TestingReceiver.start()) {
      receiver.next(TestingReceiver.status(204)).next(TestingReceiver.status(503));
      CommandScreen watch =
          watch(
              "--format=json",
              "--since=1h",
              "--limit=6",
              "--post=" + receiver.url("/hook"),
              "--secret-file=" + secret);
      Patience.until(() -> receiver.received().size() == 4);
      word(ControlAction.RELEASE, 2);
      Patience.until(() -> receiver.received().size() == 5);
      halted(2);
      Patience.until(() -> receiver.received().size() == 6);
      word(ControlAction.PIN, 1);

      assertThat(watch.await(Patience.STANDSTILL)).isZero();
      assertThat(receiver.received())
          .extracting(Received::body)
          .extracting(body -> json(body).get("event").asText())
          .containsExactly("version", "drift", "drift", "version", "release", "halted", "pin");
      assertThat(watch.said().lines())
          .as("what was posted is what was printed")
          .containsExactlyElementsOf(
              receiver.received().stream().map(Received::body).distinct().toList());
      Received first = receiver.received().get(1);
      Received again = receiver.received().get(2);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(again.headers().get("webhook-id")).isEqualTo(first.headers().get("webhook-id"));
      assertThat(receiver.received())
          .allMatch(one -> one.headers().get("webhook-signature").startsWith("v1,"));
      assertThat(watch.errors())
          .contains(
              "http://127.0.0.1",
              "drift av is not delivered yet, and tried again for 1h: status 503")
          .contains("drift av is delivered now, with try 2")
          .doesNotContain("/hook", "a secret of the test");
    }
  }

  @Test
  void shouldRunACommandForTheEventsThatAreWanted() throws Exception {
    version(1, "", 0);
    version(2, "accuracy fell", 1);
    drift(1, 2);
    halted(2);
    Path file = directory.resolve("told");
    CommandScreen watch =
        watch(
            "--since=1h",
            "--only=held,halted",
            "--limit=2",
            "--exec=sh -c '{ echo $TANDEM_EVENT $TANDEM_VERSION; cat; } >> %s; exit 5'"
                .formatted(file));

    assertThat(watch.await(Patience.STANDSTILL)).isZero();
    List<String> told = Files.readAllLines(file);
    assertThat(told).hasSize(4);
    assertThat(told.get(0)).isEqualTo("version av@1.2");
    assertThat(json(told.get(1)).get("held").asText()).isEqualTo("accuracy fell");
    assertThat(told.get(2)).isEqualTo("halted");
    assertThat(json(told.get(3)).get("reason").asText()).isEqualTo("the model is halted");
    assertThat(watch.errors())
        .contains("sh: halted av is not delivered and not tried again: it ended with status 5");
  }

  @Test
  void shouldSayBeforeItBeginsWhatCannotBe() throws Exception {
    assertUsage("--only has drfit; did you mean drift?", "--only=drfit");
    assertUsage("--secret-file is given without --post", "--secret-file=x");
    assertUsage("--post is no address that can be posted to", "--post=localhost");
    assertUsage("--exec is empty", "--exec=");
    assertUsage("--timeout is 0; must be more", "--timeout=0s");
  }

  private void assertUsage(String message, String option) throws Exception {
    CommandScreen watch = watch(option);

    assertThat(watch.await(Patience.STANDSTILL)).isEqualTo(ExitStatus.USAGE);
    assertThat(watch.errors()).contains(message);
  }

  @Test
  @Tag("long") // waits for Kafka to be missed
  void shouldGoOnWhenKafkaIsBack() throws Exception {
    Path logs = directory.resolve("restarted");
    EmbeddedKafka broker = EmbeddedKafka.start(BrokerSettings.in(logs));
    create(broker, topics);
    pin(broker, 1);
    CommandScreen watch =
        watchAt(broker.bootstrapServers(), "--since=1h", "--limit=2", "--format=json");
    Patience.until(() -> watch.said().contains("av@1.1"));
    broker.close();
    Patience.until(() -> watch.errors().contains("Going on until it does"));
    try (EmbeddedKafka again =
        EmbeddedKafka.start(
            new BrokerSettings(logs, OptionalInt.of(broker.port()), OptionalLong.empty()))) {
      pin(again, 2);

      assertThat(watch.await(Patience.STANDSTILL)).isZero();
    }
    assertThat(watch.errors()).contains("Kafka answers again").containsOnlyOnce("Going on");
    assertThat(watch.said().lines()).hasSize(2).last().asString().contains("av@1.2");
  }

  private void pin(EmbeddedKafka broker, int version) throws Exception {
    try (Producer<byte[], byte[]> other = broker.connection().producer(Map.of())) {
      other
          .send(
              new ProducerRecord<>(
                  topics.control(),
                  "av".getBytes(UTF_8),
                  Wire.encode(event(ControlAction.PIN, version))))
          .get();
    }
  }

  private CommandScreen watch(String... options) {
    return watchAt(kafka.bootstrapServers(), options);
  }

  private CommandScreen watchAt(String bootstrapServers, String... options) {
    String[] arguments = new String[options.length + 4];
    arguments[0] = "models";
    arguments[1] = "watch";
    arguments[2] = "--bootstrap-server=" + bootstrapServers;
    arguments[3] = "--prefix=" + topics.prefix();
    System.arraycopy(options, 0, arguments, 4, options.length);
    return CommandScreen.start(arguments);
  }

  private void version(int version, String held, int second) throws Exception {
    ModelManifest manifest =
        ModelManifest.newBuilder()
            .setModel("av")
            .setGeneration(1)
            .setVersion(version)
            .setStep(version)
            .setTrainedUntil(start)
            .setPublishedAt(start)
            .setBytes(1)
            .setChunks(1)
            .setSha256("digest")
            .setArchitecture("{}")
            .setClassNames(List.of("cat", "dog"))
            .setContract(List.of())
            .setMetrics(List.of(new NamedValue("prequential.fused", 0.5)))
            .setProvenance(List.of())
            .setHeld(held)
            .build();
    write(topics.models(), "av@1." + version, manifest, start.plusSeconds(second));
  }

  private void word(ControlAction action, int version) throws Exception {
    write(topics.control(), "av", event(action, version), Instant.now());
  }

  private ControlEvent event(ControlAction action, int version) {
    return new ControlEvent("av", action, 1, version, "jo", "demo day", start, "");
  }

  private void drift(long step, int second) throws Exception {
    write(
        topics.training(),
        "1." + 2 * step,
        step(step).setDrifted(List.of("fused")).build(),
        start.plusSeconds(second));
  }

  private void halted(long step) throws Exception {
    write(
        topics.training(),
        "1." + 2 * step,
        step(step)
            .setKind(TrainingEventKind.SKIPPED)
            .setReason("the model is halted")
            .setTotals(List.of(new NamedValue("halted", 1.0)))
            .build(),
        start.plusSeconds(3));
  }

  private TrainingEvent.Builder step(long step) {
    return TrainingEvent.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setSequence(2 * step)
        .setKind(TrainingEventKind.STEP)
        .setStep(step)
        .setTrainedUntil(start)
        .setWrittenAt(start.plusSeconds(step))
        .setClipIds(List.of())
        .setPaces(List.of())
        .setHeads(List.of())
        .setTotals(List.of())
        .setPublishedVersion(0)
        .setStepMillis(1);
  }

  private static void write(String topic, String key, SpecificRecordBase value, Instant time)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic, null, time.toEpochMilli(), key.getBytes(UTF_8), Wire.encode(value)))
        .get();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
