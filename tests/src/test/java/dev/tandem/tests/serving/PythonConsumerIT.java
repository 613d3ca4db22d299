package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.app.command.TandemCommand;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.FilmSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.GatedSpec;
import dev.tandem.learner.spec.LateCosineSpec;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.ResNet18Spec;
import dev.tandem.learner.spec.Task;
import dev.tandem.learner.spec.TransformerSpec;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.tests.Patience;
import dev.tandem.tests.python.PythonProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/python-consumer beside serving: the same clips, the same version, the same answers. Skipped
 * where there is no PyTorch; docs/python-consumer.md says how to install it.
 */
class PythonConsumerIT {
  private static final int CLIPS = 200;
  private static final Path PAGE = Path.of("..", "docs", "python-consumer.md");
  private static final ReadoutSettings AVERAGE_ALONE = new ReadoutSettings("fused", "ema");

  /** A convolutional network and a perceptron, so that each kind of layer is met. */
  private static final Architecture CLASSIFICATION =
      new Architecture(
          List.of(
              new ModalitySpec("audio", List.of(256), EncoderSpec.mlp(48)),
              new ModalitySpec("video", List.of(16, 16), EncoderSpec.cnn(8, 16))),
          "late-linear",
          10);

  private static final Architecture REGRESSION =
      new Architecture(CLASSIFICATION.modalities(), "late-linear", 10, Task.REGRESSION.text());

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static KafkaConnection connection;

  @BeforeAll
  static void start() throws Exception {
    PythonProcess.require("torch, confluent_kafka, avro");
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    connection = kafka.connection();
  }

  @AfterAll
  static void stop() {
    if (kafka != null) {
      kafka.close();
    }
  }

  static Stream<Arguments> readouts() {
    return Stream.of(
        arguments("defaults", CLASSIFICATION, ReadoutSettings.defaults()),
        arguments("targets", REGRESSION, ReadoutSettings.defaults()),
        arguments("hedge-alone", CLASSIFICATION, new ReadoutSettings("hedge", "off")),
        arguments("average-alone", CLASSIFICATION, AVERAGE_ALONE),
        arguments("plain", CLASSIFICATION, ReadoutSettings.plain()));
  }

  /** Every encoder and fusion; of film and gated, both modalities as the one that is missing. */
  static Stream<Arguments> networks() {
    ModalitySpec audio = CLASSIFICATION.modalities().get(0);
    ModalitySpec video = CLASSIFICATION.modalities().get(1);
    ModalitySpec residual = new ModalitySpec("video", List.of(16, 16), new ResNet18Spec(0));
    EncoderSpec conformer = new ConformerSpec(32, 4, 2, 5, 0.1);
    ModalitySpec spoken = new ModalitySpec("audio", List.of(256), conformer);
    ModalitySpec seen = new ModalitySpec("video", List.of(16, 16), conformer);
    ReadoutSettings hedge = new ReadoutSettings("hedge", "off");
    ReadoutSettings plain = ReadoutSettings.plain();
    return Stream.of(
        arguments("late-mlp", over(new LateMlpSpec(24, 0.2), spoken, seen), hedge),
        arguments("cosine", over(new LateCosineSpec(10), audio, video), hedge),
        arguments("mean", CLASSIFICATION.withAnswer("mean"), plain),
        arguments("hedged-mean", CLASSIFICATION.withAnswer("mean"), hedge),
        arguments("film-resnet18", over(new FilmSpec(), audio, residual), plain),
        arguments("film-unanswered", over(new FilmSpec(), video, audio), plain),
        arguments("gated", over(new GatedSpec(40), audio, seen), hedge),
        arguments("gated-unanswered", over(new GatedSpec(40), video, audio), hedge),
        arguments("transformer", over(new TransformerSpec(32, 4, 2, 0.1), audio, seen), hedge),
        arguments("transformer-named", over(FusionSpec.named("transformer"), seen, audio), plain));
  }

  private static Architecture over(FusionSpec fusion, ModalitySpec... modalities) {
    return new Architecture(List.of(modalities), fusion, 10, Task.CLASSIFICATION.text());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"readouts", "networks"})
  @Tag("long") // a process of Python's for each
  void shouldAnswerAsServingDoes(String prefix, Architecture network, ReadoutSettings readout)
      throws Exception {
    Topics topics = topics(prefix);
    List<WeightTensor> weights = TrainedWeights.of(network, readout);
    try (TestingTrainer trainer = new TestingTrainer(connection, topics, network);
        TestingClipWriter clips = new TestingClipWriter(connection, topics)) {
      trainer.publish(1);
      trainer.publish(2, weights);
      clips.write(0, CLIPS);
    }

    List<JsonNode> answers = answers(topics, CLIPS);

    assertThat(answers).hasSize(CLIPS);
    assertThat(answers).extracting(PythonConsumerIT::version).containsOnly("av@1.2");
    ServingParity parity = new ServingParity(connection, topics, new ModelKey("av", 1, 2));
    parity.requireSameAnswers(answers);
    double furthest = parity.requireSameLogits(network, weights, answers);
    requireFusedBut(prefix.equals("film-unanswered") ? CLIPS / 7 + 1 : 0, answers);
    if (!readout.equals(ReadoutSettings.plain())) {
      assertThat(furthest).as("what the readout adds to the weights").isGreaterThan(1e-3);
    }
  }

  private static void requireFusedBut(int clips, List<JsonNode> answers) {
    assertThat(answers)
        .as("clips that the fusion does not answer, and no hedge either")
        .filteredOn(answer -> !answer.get("heads").has("fused"))
        .hasSize(clips);
  }

  @Test
  void shouldRefuseByNameWhatItDoesNotKnow() throws Exception {
    requireRefused("unknown", "cnn", "vit", "encoder vit of video is not known here: mlp, cnn");
    requireRefused("options", "widths", "depths", "encoder mlp of audio has other options");
    requireRefused("norm", "layer", "batch", "normalization batch is not known here: layer, none");
    requireRefused("layers", "layer", "none", "the weights lack encoders.audio.3.bias");
    requireRefused("fusion", "late-linear", "mixture", "fusion mixture is not known here: late-");
    requireRefused("field", "task", "tasks", "architecture has tasks, which is not known here");
  }

  private static void requireRefused(String prefix, String from, String to, String why)
      throws Exception {
    Topics topics = topics(prefix);
    try (TestingTrainer trainer = new TestingTrainer(connection, topics, CLASSIFICATION);
        TestingClipWriter clips = new TestingClipWriter(connection, topics)) {
      trainer.publish(1);
      trainer.publish(2, manifest -> described(manifest, quoted(from), quoted(to)));
      clips.write(0, 5);
    }
    try (PythonProcess python = consumer(topics, 5)) {
      assertThat(python.answers()).extracting(PythonConsumerIT::version).containsOnly("av@1.1");
      assertThat(python.errors()).contains("av@1.2 is not loaded: " + why);
    }
  }

  private static String quoted(String word) {
    return '"' + word + '"';
  }

  private static ModelManifest described(ModelManifest manifest, String from, String to) {
    return ModelManifest.newBuilder(manifest)
        .setArchitecture(manifest.getArchitecture().replace(from, to))
        .build();
  }

  @Test
  void shouldReadWhatWasExportedAsThePageSays() throws Exception {
    Topics topics = topics("export");
    List<WeightTensor> weights = TrainedWeights.of(CLASSIFICATION, ReadoutSettings.defaults());
    try (TestingTrainer trainer = new TestingTrainer(connection, topics, CLASSIFICATION);
        TestingClipWriter clips = new TestingClipWriter(connection, topics)) {
      trainer.publish(12, weights);
      clips.write(0, 50);
    }
    assertThat(
            TandemCommand.run(
                "models",
                "export",
                "av@1.12",
                "--prefix",
                topics.prefix(),
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--output",
                directory.resolve("av-1.12.safetensors").toString()))
        .isZero();
    Path program = directory.resolve("exported.py");
    Files.writeString(program, snippet() + driver(topics));

    try (PythonProcess python =
        PythonProcess.start(directory, PythonProcess.CONSUMER, List.of(program.toString()))) {
      List<JsonNode> answers = python.answers();

      assertThat(answers).hasSize(50);
      ServingParity parity = new ServingParity(connection, topics, new ModelKey("av", 1, 12));
      parity.requireSameHeads(answers);
      parity.requireSameLogits(CLASSIFICATION, weights, answers);
    }
  }

  /** What the page has for exported files. */
  private static String snippet() throws Exception {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```python\n") + "```python\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  /** Asks what the snippet loaded for every clip. */
  private static String driver(Topics topics) {
    List<String> clips = new ArrayList<>();
    new TopicReader(connection, topics.clips())
        .clips()
        .values()
        .forEach(clip -> clips.add(HexFormat.of().formatHex(Wire.encode(clip))));
    return """

        from consumer import tensor
        from versions import decode

        for clip in %s:
            clip = decode("Clip", bytes.fromhex(clip))
            heads, logits = version({p["modality"]: tensor(p) for p in clip["parts"]})
            line = {"clipId": clip["clipId"]}
            line["heads"] = {head: x[0].tolist() for head, x in heads.items()}
            line["logits"] = {head: x[0].tolist() for head, x in logits.items()}
            print(json.dumps(line))
        """
        .formatted(clips.stream().map("\"%s\""::formatted).toList());
  }

  @Test
  void shouldGoOnBesideWhatItCannotRead() throws Exception {
    Topics topics = topics("broken");
    Path payload = directory.resolve("av 1.1.safetensors");
    try (TestingTrainer trainer = new TestingTrainer(connection, topics, CLASSIFICATION);
        TestingClipWriter clips = new TestingClipWriter(connection, topics)) {
      Files.write(payload, trainer.payload(1));
      trainer.publish(1, manifest -> elsewhere(manifest, payload.toUri().toString()));
      sendForeign(topics, "av@1.2");
      sendForeign(topics, "av");
      trainer.publish(3, PythonConsumerIT::withOtherDigest);
      trainer.publish(4, manifest -> elsewhere(manifest, "s3://models/av-1.4"));
      clips.writeForeign(2);
      clips.write(0, 50);
    }

    try (PythonProcess python = consumer(topics, 50)) {
      assertThat(python.answers())
          .hasSize(50)
          .extracting(PythonConsumerIT::version)
          .containsOnly("av@1.1");
      assertThat(python.errors())
          .contains("the record of av@1.2 is not read: it is no ModelManifest")
          .contains("the record of av is not read: it is no ModelPointer")
          .contains("av@1.3 is not loaded: its payload has another SHA-256")
          .contains("av@1.4 is not loaded: its payload lies at s3://models/av-1.4")
          .contains("av@1.1 answers")
          .contains("is passed over: it is no Clip");
    }
    try (TestingClipWriter clips = new TestingClipWriter(connection, topics)) {
      clips.write(50, 10);
    }
    try (PythonProcess python = consumer(topics, 10)) {
      assertThat(python.answers())
          .extracting(answer -> answer.get("clipId").asText())
          .as("what was passed over or answered is committed")
          .allMatch(id -> id.compareTo("studio-00000050") >= 0);
      assertThat(python.errors()).doesNotContain("passed over");
    }
  }

  @Test
  @Tag("long")
  void shouldLoadAVersionWhoseChunksComeLate() throws Exception {
    Topics topics = topics("late");
    try (TestingTrainer trainer = new TestingTrainer(connection, topics, CLASSIFICATION);
        TestingClipWriter clips = new TestingClipWriter(connection, topics)) {
      trainer.publish(1);
      ModelManifest late = trainer.announce(2);
      clips.write(0, 5);
      String impatient =
          "import versions; versions.CHUNK_SECONDS = versions.AGAIN_SECONDS = 1; import consumer;"
              + " consumer.main()";
      try (PythonProcess python =
          PythonProcess.start(
              directory, PythonProcess.CONSUMER, commandLine(topics, 10, "-c", impatient))) {
        Patience.until(
            () -> python.written().size() == 5 && python.errors().contains("0 of its"),
            python::errors);
        trainer.deliver(late);
        Patience.until(() -> python.errors().contains("av@1.2 answers"), python::errors);
        clips.write(5, 5);

        assertThat(python.answers().subList(0, 5))
            .extracting(PythonConsumerIT::version)
            .containsOnly("av@1.1");
        assertThat(python.answers().subList(5, 10))
            .extracting(PythonConsumerIT::version)
            .containsOnly("av@1.2");
        assertThat(python.errors()).contains("av@1.2 is not loaded yet");
      }
    }
  }

  private static Topics topics(String prefix) throws Exception {
    Topics topics = new Topics(prefix);
    try (Admin admin = connection.admin()) {
      new TopicAdmin(admin)
          .create(topics.catalogue(List.of("audio", "video"), 2), Optional.empty());
    }
    return topics;
  }

  private static ModelManifest elsewhere(ModelManifest manifest, String reference) {
    return ModelManifest.newBuilder(manifest).setReference(reference).setChunks(0).build();
  }

  private static ModelManifest withOtherDigest(ModelManifest manifest) {
    return ModelManifest.newBuilder(manifest).setSha256("0".repeat(64)).build();
  }

  private static void sendForeign(Topics topics, String key) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            connection.settings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topics.models(), key.getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3}));
    }
  }

  private static List<JsonNode> answers(Topics topics, int clips) throws Exception {
    try (PythonProcess python = consumer(topics, clips)) {
      return python.answers();
    }
  }

  private static PythonProcess consumer(Topics topics, int clips) throws Exception {
    String script = PythonProcess.CONSUMER.resolve("consumer.py").toString();
    return PythonProcess.start(
        directory, PythonProcess.CONSUMER, commandLine(topics, clips, script));
  }

  private static List<String> commandLine(Topics topics, int clips, String... program) {
    List<String> arguments = new ArrayList<>(List.of(program));
    arguments.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    arguments.addAll(List.of("--prefix", topics.prefix(), "--group", topics.prefix()));
    arguments.addAll(List.of("--clips", Integer.toString(clips)));
    return arguments;
  }

  private static String version(JsonNode answer) {
    return answer.get("version").asText();
  }
}
