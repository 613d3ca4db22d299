package dev.tandem.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.app.Patience;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.WrittenLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands about dead letters, against a real broker; each test has topics of its own. */
class DeadLettersIT {
  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static int tests;

  private final Instant time =
      Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Topics topics;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void createTopics() {
    topics = new Topics("t" + tests++);
    try (Admin admin = admin()) {
      new TopicAdmin(admin).create(topics.catalogue(List.of("audio"), 2), Optional.empty());
    }
  }

  @Test
  void shouldListTheLastLettersAndCountAll() throws Exception {
    for (int i = 0; i < 5; i++) {
      bury(topics.labels(), i, "class is 'x%d'; known are [no, yes]".formatted(i), Map.of());
    }
    bury(topics.features("audio"), 7, "the value is null", Map.of());

    assertThat(run("list", "--limit", "2")).isZero();

    assertThat(out.toString().lines())
        .containsExactly(
            "OFFSET  SOURCE                    BYTES  TIME                  REASON",
            "4       %s 1:4          4      %s  class is 'x4'; known are [no, yes]"
                .formatted(topics.labels(), time),
            "5       %s 1:7  4      %s  the value is null"
                .formatted(topics.features("audio"), time),
            "6 letters: 5 × class is …, 1 × the value is null");
  }

  @Test
  void shouldListWhatWasSelected() throws Exception {
    bury(topics.labels(), 1, "class is 'x'; known are [no, yes]", Map.of());
    bury(topics.features("audio"), 2, "class is odd", Map.of());

    assertThat(run("list", "--reason", "CLASS", "--topic", topics.labels())).isZero();
    assertThat(out.toString().lines()).hasSize(3).last().isEqualTo("1 letter: 1 × class is …");
  }

  @Test
  void shouldShowOneLetter() throws Exception {
    bury(topics.labels(), 1, "no", Map.of("foreign", "header"));

    assertThat(run("show", "0")).isZero();
    assertThat(out.toString().lines())
        .contains(
            "foreign    header",
            "offset     1",
            "reason     no",
            "  00000000  6b 31                                            |k1|",
            "  00000000  76 31                                            |v1|");
  }

  @Test
  void shouldListAndShowAsJson() throws Exception {
    bury(topics.labels(), 1, "class is 'x'; known are [no, yes]", Map.of("stream", "cam-1"));
    bury(topics.labels(), 2, "no", Map.of());

    assertThat(run("list", "--limit", "1", "--json")).isZero();
    JsonNode list = new ObjectMapper().readTree(out.toString());
    assertThat(list.at("/letters")).hasSize(1);
    assertThat(list.at("/letters/0/source/topic").asText()).isEqualTo(topics.labels());
    assertThat(list.at("/letters/0/time").asText()).isEqualTo(time.toString());
    assertThat(list.at("/reasons/class is …").asInt()).isEqualTo(1);
    assertThat(list.at("/streams/cam-1").asInt()).isEqualTo(1);

    out.getBuffer().setLength(0);
    assertThat(run("show", "0", "--json")).isZero();
    JsonNode letter = new ObjectMapper().readTree(out.toString());
    assertThat(letter.at("/value").binaryValue()).isEqualTo("v1".getBytes(UTF_8));
    assertThat(letter.at("/headers/stream").asText()).isEqualTo("cam-1");
  }

  @Test
  void shouldDescribeTopicsAsJson() throws Exception {
    run(List.of("topics", "describe", "--modalities", "audio,video", "--json"));

    JsonNode described = new ObjectMapper().readTree(out.toString());
    assertThat(described.findValuesAsText("topic")).contains(topics.labels());
    for (JsonNode topic : described) {
      boolean video = topic.get("topic").asText().equals(topics.features("video"));
      assertThat(topic.get("exists").asBoolean()).isEqualTo(!video);
      assertThat(topic.get("differences")).isEmpty();
    }
  }

  @Test
  void shouldListStreamsAsJson() throws Exception {
    run(List.of("streams", "quarantine", "cam-1", "--why", "lens cap, on"));
    out.getBuffer().setLength(0);
    run(List.of("streams", "list", "--json"));

    JsonNode words = new ObjectMapper().readTree(out.toString());
    assertThat(words).hasSize(1);
    assertThat(words.at("/0/stream").asText()).isEqualTo("cam-1");
    assertThat(words.at("/0/action").asText()).isEqualTo("quarantine");
    assertThat(words.at("/0/why").asText()).isEqualTo("lens cap, on");
  }

  @Test
  void shouldSayThatThereIsNoSuchLetter() throws Exception {
    bury(topics.labels(), 1, "no", Map.of());

    assertThat(run("show", "3")).isEqualTo(ExitStatus.USAGE);
    assertThat(err)
        .hasToString(
            "tandem dead-letters show: there is no letter at 3; %s holds offsets from 0 and below 1. tandem dead-letters list shows them%n"
                .formatted(topics.deadLetters()));
  }

  @Test
  void shouldAskForThePartitionWhereThereAreSeveral() throws Exception {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(topics.deadLetters(), NewPartitions.increaseTo(2))).all().get();
    }

    assertThat(run("show", "0")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains("the letter is 0; must be PARTITION:OFFSET, as " + topics.deadLetters());
  }

  @Test
  void shouldSayThatThereIsNoTopic() {
    topics = new Topics("nobodys");

    assertThat(run("list")).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString())
        .startsWith("tandem dead-letters list: there is no topic nobodys.dead-letters.v1 at ")
        .doesNotContain("\tat ");
  }

  @Test
  void shouldWriteNothingUntilToldTo() throws Exception {
    bury(topics.labels(), 1, "no", Map.of());

    assertThat(run("replay")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "1 would be written to " + topics.labels(),
            "nothing was written; --yes writes them, which makes this a new log");
    assertThat(records(topics.labels())).isEmpty();
  }

  @Test
  void shouldWriteNothingThatRetentionWouldTake() throws Exception {
    bury(topics.labels(), 1, "no", Map.of());
    ConfigResource labels = new ConfigResource(ConfigResource.Type.TOPIC, topics.labels());
    AlterConfigOp hour =
        new AlterConfigOp(new ConfigEntry("retention.ms", "3600000"), AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(labels, List.of(hour))).all().get();
    }

    Patience.until(() -> run("replay", "--yes") == ExitStatus.FAILED);
    assertThat(err.toString())
        .contains(
            "a record of %s cannot be written to %s: its retention.ms is 3600000 (PT1H), and the broker deletes what is older"
                .formatted(time, topics.labels()));
  }

  @Test
  void shouldWriteTheOriginalsToWhereTheyCameFrom() throws Exception {
    bury(topics.labels(), 1, "no", Map.of());
    bury(topics.labels(), 2, "yes", Map.of());
    bury(topics.labels(), 3, "no", Map.of("cut-from", "17000000"));

    assertThat(run("replay", "--reason", "no", "--yes")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "1 written to " + topics.labels(),
            "1 left out: cut, or without their source in the headers",
            "this is a new log: versions that are trained from it have other digests");
    assertThat(records(topics.labels()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.partition()).isEqualTo(1);
              assertThat(record.timestamp()).isEqualTo(time.toEpochMilli());
              assertThat(record.key()).isEqualTo("k1".getBytes(UTF_8));
              assertThat(record.value()).isEqualTo("v1".getBytes(UTF_8));
              assertThat(record.headers()).isEmpty();
            });
  }

  @Test
  void shouldWriteAllLettersOrNone() throws Exception {
    bury(topics.labels(), 1, "no", Map.of());
    bury("nobodys.labels.v1", 2, "no", Map.of());

    assertThat(run("replay", "--yes")).isEqualTo(ExitStatus.FAILED);
    assertThat(err)
        .hasToString(
            "tandem dead-letters replay: nobodys.labels.v1 1:2 cannot be written: there is no such topic or partition. Nothing was replayed%n"
                .formatted());
    assertThat(records(topics.labels())).isEmpty();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(List.of(arguments));
    return run(all);
  }

  private int run(List<String> line) {
    List<String> all = new ArrayList<>(line);
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    all.addAll(List.of("--prefix", topics.prefix()));
    CommandLine command = TandemCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(all.toArray(String[]::new));
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  /** A letter from partition 1 of {@code topic}. */
  private void bury(String topic, int offset, String reason, Map<String, String> more)
      throws Exception {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            topics.deadLetters(),
            null,
            time.toEpochMilli(),
            ("k" + offset).getBytes(UTF_8),
            ("v" + offset).getBytes(UTF_8));
    more.forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
    Map.of(
            "reason",
            reason,
            "topic",
            topic,
            "partition",
            "1",
            "offset",
            Integer.toString(offset),
            "timestamp",
            Long.toString(time.toEpochMilli()),
            "exception",
            "")
        .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(letter).get();
    }
  }

  /** What {@code topic} holds, once what was written to it can be seen. */
  private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    KafkaConnection connection = kafka.connection();
    try (CommittedLog log = CommittedLog.open(connection)) {
      log.read(log.wholeWritten(topic, new WrittenLog(connection)), records::add);
    }
    return records;
  }
}
