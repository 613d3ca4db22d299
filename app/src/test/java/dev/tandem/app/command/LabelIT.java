package dev.tandem.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.report.TopicReader;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.StreamMark;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Labels given by hand, against a real broker; each test has topics of its own. */
class LabelIT {
  /** A label, and when it became known. */
  private record Said(Label label, Instant known) {
    String text() {
      return label.getClipId() + " " + label.getKind() + " " + label.getClassName();
    }
  }

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static Producer<byte[], byte[]> producer;
  private static int tests;

  private final Instant start =
      Instant.now().minus(2, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.SECONDS);
  private StringWriter out;
  private StringWriter err;
  private Topics topics;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory));
    producer = kafka.connection().producer(Map.of());
  }

  @AfterAll
  static void stop() {
    producer.close();
    kafka.close();
  }

  /** Ten clips of a second of {@code cam-1}, of which the fifth came last, and one of others. */
  @BeforeEach
  void write() throws Exception {
    topics = new Topics("label" + tests++);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      new TopicAdmin(admin)
          .create(topics.catalogue(List.of("audio", "video"), 2), Optional.empty());
    }
    for (int i : List.of(0, 1, 2, 3, 4, 6, 7, 8, 9, 5)) {
      feature("cam-1", "", i, "audio");
      feature("cam-1", "", i, "video");
    }
    feature("cam-2", "hall", 3, "audio");
    mark("cam-1", 12_300);
    mark("hall", 11_000);
  }

  @Test
  void shouldLabelTheLastClipOfAStream() {
    assertThat(label("cam-1", "dog")).isZero();

    assertThat(out.toString())
        .isEqualTo("labelled: clip cam-1-9 of %s is dog%n".formatted(time(9_000)));
    Label expected =
        Label.newBuilder()
            .setClipId("cam-1-9")
            .setClipTime(time(9_000))
            .setStream("cam-1")
            .setClassName("dog")
            .setKind(LabelKind.CORRECTION)
            .build();
    assertThat(said()).containsExactly(new Said(expected, time(12_300)));
  }

  @Test
  void shouldLabelTheClipThatWasAtATime() {
    assertThat(label("cam-1", "dog", "--at", time(5_400).toString())).isZero();
    assertThat(label("cam-1", "cat", "--at", time(6_000).toString())).isZero();

    assertThat(said())
        .extracting(Said::text)
        .containsExactlyInAnyOrder("cam-1-5 CORRECTION dog", "cam-1-6 CORRECTION cat");
    assertThat(label("cam-1", "cat", "--at", time(30_000).toString())).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains(
            "stream cam-1 has no clip at %s; its last one, cam-1-9, is from %s to %s"
                .formatted(time(30_000), time(9_000), time(10_000)));
  }

  @Test
  void shouldLabelAClipByItsIdUnderItsGateway() {
    assertThat(label("--clip", "cam-2-3", "--values", "0.5,-1")).isZero();

    assertThat(out.toString()).contains("clip cam-2-3 of %s is 0.5, -1.0".formatted(time(3_000)));
    Said said = said().get(0);
    assertThat(said.label().getTargets()).containsExactly(0.5, -1.0);
    assertThat(said.label().getGateway()).isEqualTo("hall");
    assertThat(said.known()).as("as far as the gateway is").isEqualTo(time(11_000));
  }

  @Test
  @Tag("long") // many commands, each with clients of its own
  void shouldCountOverWhatIsSaidAlreadyAndTakeItBack() throws Exception {
    plain("cam-1-9", 9_000, "cow", 12_400);
    assertThat(label("cam-1", "dog")).isZero();
    assertThat(out.toString()).contains("is dog, was cow");
    assertThat(label("cam-1", "cat")).isZero();
    assertThat(out.toString()).contains("is cat, was dog");
    assertThat(label("cam-1", "--undo")).isZero();
    assertThat(out.toString()).contains("undone: clip cam-1-9", "is dog, was cat");
    assertThat(label("--clip", "cam-1-9", "--undo")).isZero();
    assertThat(out.toString()).contains("is cow, was dog");
    assertThat(label("cam-1", "--undo")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains(
            "nothing to undo: no label of stream cam-1 was given by tandem label and still stands");

    List<Said> said = said();
    assertThat(said)
        .extracting(Said::text)
        .containsExactly(
            "cam-1-9 LABEL cow",
            "cam-1-9 CORRECTION dog",
            "cam-1-9 CORRECTION cat",
            "cam-1-9 CORRECTION dog",
            "cam-1-9 CORRECTION cow");
    assertThat(said.stream().map(Said::known).toList()).isSorted().doesNotHaveDuplicates();
  }

  @Test
  @Tag("long") // many commands, each with clients of its own
  void shouldTakeBackWhatNobodyElseSaid() {
    assertThat(label("cam-1", "dog", "--at", time(5_400).toString())).isZero();
    assertThat(label("cam-1", "cat")).isZero();
    assertThat(label("--clip", "cam-1-5", "--undo")).isZero();
    assertThat(out.toString()).contains("cam-1-5 of", "is no label, was dog");
    assertThat(label("cam-1", "--undo")).as("the other one").isZero();
    assertThat(out.toString()).contains("cam-1-9 of", "is no label, was cat");
  }

  @Test
  void shouldSayWhichClassesAreKnown() throws Exception {
    publish();

    assertThat(label("cam-1", "dgo")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains(
            "the class is 'dgo'; known are cat, dog. Give one of them, or --new-class for a model that gains classes");
    assertThat(label("cam-1", "--values", "1")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("--values has 1; model av learns the classes cat, dog");
    assertThat(label("cam-1", " dog", "--new-class")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("class is ' dog'; must be a name of 1 to 100 characters");
    assertThat(said()).isEmpty();
    assertThat(label("cam-1", "cow", "--new-class")).isZero();
    assertThat(label("cam-1", "dog")).isZero();
  }

  @Test
  void shouldSayThatALabelComesTooLate() throws Exception {
    mark("cam-1", 40_000);

    assertThat(label("cam-1", "dog", "--set", "label.timeout=1min")).isZero();
    assertThat(out.toString()).doesNotContain("note");
    assertThat(label("cam-1", "dog")).isZero();
    assertThat(out.toString())
        .contains(
            "note: it became known at %s, more than 15s (join.window + label.timeout) after the clip's time"
                .formatted(time(40_001)));
  }

  @Test
  void shouldSayWhatThereIsInPlaceOfWhatIsNot() {
    assertThat(label("cam-3", "dog")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains(
            "the stream is 'cam-3'; the feature topics hold no clip of it. Others that are there: cam-1, cam-2");
    assertThat(label("--clip", "cam-1-77", "dog")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains("the clip is 'cam-1-77'; the feature topics hold none of that id");
    for (List<String> line :
        List.of(
            List.<String>of(),
            List.of("cam-1"),
            List.of("cam-1", "dog", "--undo"),
            List.of("cam-1", "dog", "--values", "1"),
            List.of("cam-1", "dog", "--clip", "cam-1-3"),
            List.of("dog", "--clip", "cam-1-3", "--at", "10s"))) {
      assertThat(label(line.toArray(String[]::new)))
          .as(line.toString())
          .isEqualTo(ExitStatus.USAGE);
      assertThat(err.toString()).contains("must be one of: STREAM CLASS, STREAM --values NUMBERS");
    }
    assertThat(said()).isEmpty();
  }

  private Instant time(long millis) {
    return start.plusMillis(millis);
  }

  private void feature(String stream, String gateway, int index, String modality) throws Exception {
    Features features =
        Features.newBuilder()
            .setClipId(stream + "-" + index)
            .setClipTime(time(1_000L * index))
            .setStream(stream)
            .setGateway(gateway)
            .setModality(modality)
            .setExtractor(new Extractor("raw", "1"))
            .setElementType(ElementType.UINT8)
            .setShape(List.of(1))
            .setPayload(ByteBuffer.wrap(new byte[1]))
            .build();
    write(topics.features(modality), features.getClipId(), features, 1_000L * (index + 1));
  }

  private void mark(String stream, long millis) throws Exception {
    write(
        topics.labels(), stream, new StreamMark(stream, MarkKind.HEARTBEAT, time(millis)), millis);
  }

  private void plain(String clip, long begin, String className, long known) throws Exception {
    Label label =
        Label.newBuilder()
            .setClipId(clip)
            .setClipTime(time(begin))
            .setStream("cam-1")
            .setClassName(className)
            .build();
    write(topics.labels(), clip, label, known);
  }

  private void publish() throws Exception {
    List<ModalitySpec> modalities =
        List.of(
            new ModalitySpec("audio", List.of(1), EncoderSpec.mlp(4)),
            new ModalitySpec("video", List.of(1), EncoderSpec.mlp(4)));
    ModelManifest manifest =
        ModelManifest.newBuilder()
            .setModel("av")
            .setGeneration(1)
            .setVersion(1)
            .setStep(1)
            .setTrainedUntil(start)
            .setPublishedAt(start)
            .setBytes(1)
            .setChunks(1)
            .setSha256("digest")
            .setArchitecture(new Architecture(modalities, "late-linear", 2).toJson())
            .setClassNames(List.of("cat", "dog"))
            .setContract(List.of())
            .setMetrics(List.of())
            .setProvenance(List.of())
            .build();
    write(topics.models(), "av@1.1", manifest, 0);
  }

  private void write(String topic, String key, SpecificRecordBase record, long millis)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic, null, time(millis).toEpochMilli(), key.getBytes(UTF_8), Wire.encode(record)))
        .get();
  }

  private List<Said> said() {
    List<Said> said = new ArrayList<>();
    new TopicReader(kafka.connection())
        .read(
            topics.labels(),
            record -> {
              if (Wire.decode(record.value()) instanceof Label label) {
                said.add(new Said(label, Instant.ofEpochMilli(record.timestamp())));
              }
            });
    return said;
  }

  private int label(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of("label"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    all.addAll(List.of("--prefix", topics.prefix()));
    CommandLine command = TandemCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(all.toArray(String[]::new));
  }
}
