package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Patience;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicCheck;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The commands on topics that are not as Tandem needs them, on a broker that makes topics by
 * itself; each test has topics of its own.
 */
class UnfitTopicsIT {
  private static final List<String> MODALITIES = List.of("audio", "video");
  private static final String HOUR = "3600000";
  private static final String JOBS = "train|assemble|serve --target embedded|serve";
  private static final String FEEDS = "ingest studio:|ingest studio:?rate=trained";
  private static final String WORDS =
      "models list|models show av|models diff av av|models export av|models watch|models pin av"
          + "|models unpin av|models rollback av|models release av@1.1|models halt av"
          + "|models resume --to av|streams list|streams quarantine cam --why x"
          + "|streams release cam --why x";
  private static final String LETTERS =
      "dead-letters list|dead-letters show 0|dead-letters replay --yes|predictions watch"
          + "|label cam dog|streams erase cam";

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static int tests;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Topics topics;

  @BeforeAll
  static void start() {
    kafka =
        EmbeddedKafka.start(
            BrokerSettings.in(directory)
                .with(
                    Map.of("auto.create.topics.enable", "true", "log.retention.bytes", "1048576")));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void name() {
    topics = new Topics("u" + tests++);
  }

  @ParameterizedTest
  @ValueSource(strings = {JOBS, FEEDS, WORDS, LETTERS})
  void shouldSayWhichTopicsAreMissingAndMakeNone(String commands) throws Exception {
    for (String command : commands.split("\\|", -1)) {
      assertThat(run(command)).as(command + err).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString())
          .as(command)
          .contains(": there is no topic " + topics.prefix() + ".")
          .contains(
              "create what is missing: tandem topics create --bootstrap-server %s --prefix %s"
                  .formatted(kafka.bootstrapServers(), topics.prefix()))
          .doesNotContain("\tat ");
    }
    assertThat(ours()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {JOBS, FEEDS, WORDS, LETTERS})
  void shouldRefuseTopicsThatABrokerMadeByItself(String commands) throws Exception {
    letTheBrokerMake();

    for (String command : commands.split("\\|", -1)) {
      assertThat(run(command)).as(command + err).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString())
          .as(command)
          .contains("max.message.bytes is 1048588; must be 16777216, or the broker refuses")
          .contains("The broker has made it by itself: delete it, if it holds nothing that is");
    }
    assertNothingWritten();
  }

  private void letTheBrokerMake() throws Exception {
    try (KafkaProducer<byte[], byte[]> careless =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      catalogue().forEach(spec -> careless.partitionsFor(spec.name()));
    }
    Patience.until(() -> ours().size() == catalogue().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {JOBS, FEEDS, WORDS})
  void shouldRefuseATopicWhoseTimesAreTheBrokers(String commands) throws Exception {
    create();
    for (String topic : List.of(topics.features("audio"), topics.clips(), topics.models())) {
      set(topic, "message.timestamp.type", "LogAppendTime");
    }

    for (String command : commands.split("\\|", -1)) {
      assertThat(run(command)).as(command + err).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString())
          .as(command)
          .contains(
              "cannot be used: message.timestamp.type is LogAppendTime; must be CreateTime, or the times")
          .contains("Give it its settings: tandem topics correct");
    }
    assertNothingWritten();
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "serve", WORDS})
  void shouldRefuseSeveralPartitionsWhereThereMustBeOneOrder(String commands) throws Exception {
    NewTopic several =
        new NewTopic(topics.models(), 3, (short) 1).configs(spec(topics.models()).settings());
    try (Admin admin = admin()) {
      admin.createTopics(List.of(several)).all().get();
    }
    create();

    for (String command : commands.split("\\|", -1)) {
      assertThat(run(command)).as(command + err).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString())
          .as(command)
          .contains(topics.models() + " cannot be used: partitions is 3; must be 1, or its records")
          .contains("Take another prefix, or delete it, if it holds nothing that is needed");
    }
    assertNothingWritten();
  }

  @Test
  void shouldRefuseToWriteWhatRetentionWouldTake() throws Exception {
    create();
    set(topics.features("video"), "retention.ms", HOUR);

    assertThat(run("ingest studio:?rate=trained")).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString())
        .contains("note: topic " + topics.features("video") + ": retention.ms is 3600000, the cat")
        .contains(
            "cannot be written to %s: its retention.ms is 3600000 (PT1H), and the broker deletes what is older. Take other times, or give"
                .formatted(topics.features("video")));
    assertNothingWritten();
  }

  @Test
  void shouldRefuseToWriteWhatTheBrokerWouldRefuse() throws Exception {
    create();
    set(topics.labels(), "message.timestamp.before.max.ms", HOUR);

    assertThat(run("ingest studio:?rate=trained")).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString())
        .contains("its message.timestamp.before.max.ms is 3600000 (PT1H), and the broker refuses");
    assertNothingWritten();
  }

  @Test
  void shouldTellOfAShortRetentionAndGoOn() throws Exception {
    create();
    set(topics.clips(), "retention.ms", HOUR);
    set(topics.labels(), "retention.bytes", "1048576");

    try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
      assertThat(TopicCheck.require(admin, catalogue()))
          .containsExactlyInAnyOrder(
              topics.labels()
                  + ": retention.bytes is 1048576, the catalogue has -1: where a partition is larger, its oldest records are deleted, read or not",
              topics.clips()
                  + ": retention.ms is 3600000, the catalogue has 2592000000: records that are older are deleted, read or not");
    }
  }

  @Test
  void shouldTakeMorePartitionsAndLongerRetentionAsTheyAre() throws Exception {
    create();
    set(topics.clips(), "retention.ms", "-1");
    set(topics.labels(), "max.message.bytes", "33554432");

    assertThat(run("models list")).as(err.toString()).isZero();
    assertThat(topicsCommand("describe")).isZero();
  }

  @Test
  void shouldCorrectWhatDiffers() throws Exception {
    create();
    set(topics.models(), "cleanup.policy", "delete");
    set(topics.labels(), "message.timestamp.type", "LogAppendTime");
    set(topics.clips(), "retention.ms", HOUR);

    assertThat(topicsCommand("describe")).isEqualTo(ExitStatus.FAILED);
    assertThat(out.toString())
        .contains("wrong      " + topics.models(), "wrong      " + topics.labels())
        .contains("differs    " + topics.clips());
    assertThat(topicsCommand("correct")).isZero();
    assertThat(out.toString())
        .contains("corrected  " + topics.models(), "as it was  " + topics.control());
    Patience.until(() -> topicsCommand("describe") == ExitStatus.SUCCESS);
  }

  @Test
  void shouldCreateAllInOneRequest() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Admin admin = admin()) {
      assertThat(new TopicAdmin(counting(admin, requests)).create(catalogue(), Optional.empty()))
          .hasSize(catalogue().size());
      assertThat(new TopicAdmin(admin).create(catalogue(), Optional.empty())).isEmpty();
    }
    assertThat(requests).hasValue(1);
    assertThat(topicsCommand("describe")).as("whatever the broker's defaults").isZero();
  }

  /** The same, whose requests for topics are counted. */
  private static Admin counting(Admin admin, AtomicInteger requests) {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createTopics")) {
                requests.incrementAndGet();
              }
              return method.invoke(admin, arguments);
            });
  }

  private int topicsCommand(String command) {
    return execute(List.of("topics", command, "--prefix", topics.prefix()));
  }

  private int run(String command) {
    List<String> line = new ArrayList<>(List.of(command.split(" ", -1)));
    boolean settings = Set.of("train", "assemble", "serve", "ingest").contains(line.get(0));
    line.addAll(
        settings
            ? List.of("--set", "topics.prefix=" + topics.prefix())
            : List.of("--prefix", topics.prefix()));
    if (settings && !command.startsWith("ingest") && !command.equals("serve")) {
      line.addAll(List.of("--state", directory.resolve("state-" + topics.prefix()).toString()));
    }
    return execute(line);
  }

  private int execute(List<String> line) {
    List<String> all = new ArrayList<>(line);
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = TandemCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(all.toArray(String[]::new));
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private List<TopicSpec> catalogue() {
    return topics.catalogue(MODALITIES, 2);
  }

  private TopicSpec spec(String name) {
    return catalogue().stream().filter(spec -> spec.name().equals(name)).findFirst().orElseThrow();
  }

  private void create() {
    try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
      admin.create(catalogue(), Optional.empty());
    }
  }

  /** Returns when the broker goes by it. */
  private static void set(String topic, String key, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    AlterConfigOp change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
      Patience.until(
          () ->
              admin
                  .describeConfigs(List.of(resource))
                  .all()
                  .get()
                  .get(resource)
                  .get(key)
                  .value()
                  .equals(value));
    }
  }

  private Set<String> ours() throws Exception {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get().stream()
          .filter(name -> name.startsWith(topics.prefix() + "."))
          .collect(Collectors.toSet());
    }
  }

  private void assertNothingWritten() throws Exception {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetSpec> ends =
          ours().stream()
              .collect(Collectors.toMap(n -> new TopicPartition(n, 0), n -> OffsetSpec.latest()));
      assertThat(admin.listOffsets(ends).all().get().values())
          .allSatisfy(end -> assertThat(end.offset()).isZero());
    }
  }
}
