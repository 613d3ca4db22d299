package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.app.models.ControlWriter;
import dev.tandem.app.models.ShadowFigures;
import dev.tandem.app.run.ServingUnit;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.ingest.publish.FeedProducer;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.BrokerClients;
import dev.tandem.serving.InferenceConsumer;
import dev.tandem.serving.KafkaClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ModelHealth;
import dev.tandem.serving.ServingOptions;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.tests.NoiseFile;
import dev.tandem.tests.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delivery and inference with a real broker and real networks; the trainer is played. */
class ServingIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int PARTITIONS = 2;

  @TempDir Path directory;

  private EmbeddedKafka kafka;
  private KafkaConnection connection;
  private TestingTrainer trainer;
  private TestingClipWriter clips;

  @BeforeEach
  void start() {
    kafka = broker(OptionalInt.empty());
    connection = kafka.connection();
    try (Admin admin = connection.admin()) {
      new TopicAdmin(admin)
          .create(TOPICS.catalogue(List.of("audio", "video"), PARTITIONS), Optional.empty());
    }
    trainer = new TestingTrainer(connection, TOPICS);
    clips = new TestingClipWriter(connection, TOPICS);
  }

  @AfterEach
  void stop() {
    trainer.close();
    clips.close();
    kafka.close();
  }

  @Test
  void shouldStartWithTheNewestCommittedVersionAndFollow() throws Exception {
    for (int version = 1; version <= 20; version++) {
      trainer.publish(version);
    }
    trainer.publishAndAbort(21);

    try (LiveModel live = live()) {
      awaitVersion(live, 20);
      trainer.publish(21);
      awaitVersion(live, 21);
      assertThat(live.health()).isEqualTo(ModelHealth.READY);
    }
  }

  @Test
  void shouldAnswerEachCommittedClipOnceWhenFenced() throws Exception {
    trainer.publish(1);
    try (LiveModel live = live();
        InferenceConsumer consumer = member(live, "1")) {
      clips.write(0, 500);
      awaitAnswers(consumer);
      fence();
      clips.writeAndAbort(5000, 50);
      clips.write(500, 500);
      clips.writeJunk();
      clips.write(1000, 100);
      awaitAnswers(consumer);

      assertThat(consumer.counters().aborted()).isEqualTo(1);
      assertThat(consumer.counters().deadLetters()).isEqualTo(TestingClipWriter.JUNK_RECORDS);
      requireOneAnswerEach(1100);
      assertThat(new TopicReader(connection, TOPICS.deadLetters()).all())
          .hasSize(TestingClipWriter.JUNK_RECORDS);
    }
  }

  @Test
  void shouldShareClipsBetweenMembersAndAnswerEachOnce() throws Exception {
    trainer.publish(1);
    try (LiveModel live = live();
        InferenceConsumer first = member(live, "1")) {
      clips.write(0, 1000);
      try (InferenceConsumer second = member(live, "2")) {
        Patience.until(() -> !second.positions().isEmpty());
        clips.write(1000, 1000);
        Patience.until(() -> second.counters().predictions() > 0);
        requireAThirdSaysThatItIsIdle();
      }
      clips.write(2000, 500);
      awaitAnswers(first);

      requireOneAnswerEach(2500);
    }
  }

  /** As the group gives two partitions to the first two of its members. */
  private void requireAThirdSaysThatItIsIdle() {
    try (ServingUnit third = reachable(Map.of("serving.instance", "3"))) {
      Patience.until(
          () -> health(third).contains("\"idle\":\"other members of the group answer all clips\""));
      third.check();
    }
  }

  private static String health(ServingUnit serving) throws IOException {
    URI health = URI.create("http://127.0.0.1:" + serving.port().orElseThrow() + "/health");
    try (InputStream answer = health.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldGoOnAfterABrokerRestart() throws Exception {
    trainer.publish(1);
    try (LiveModel live = live();
        InferenceConsumer consumer = member(live, "1")) {
      awaitVersion(live, 1);
      clips.write(0, 500);
      restartBroker();
      clips.write(500, 500);
      trainer.publish(2);
      awaitVersion(live, 2);
      awaitAnswers(consumer);

      assertThat(consumer.failure()).isEmpty();
      requireOneAnswerEach(1000);
    }
  }

  @Test
  void shouldStartColdWithTheBytesOfOneModelNotOfTheLog() throws Exception {
    int versions = 500;
    try (TestingTrainer small =
        new TestingTrainer(connection, TOPICS, TestingTrainer.perceptrons(64))) {
      for (int version = 1; version <= versions; version++) {
        small.publish(version);
      }
      long payload = small.payload(versions).length;
      CountingClients clients = new CountingClients(connection);
      ServingSettings settings = ServingSettings.of(Config.of(Map.of(), ServingOptions.ALL));
      try (LiveModel live = live(settings.delivery(), clients)) {
        awaitVersion(live, versions);

        assertThat(clients.bytesOf("chunks")).isBetween(payload, payload + payload / 10);
        assertThat(clients.recordsOf("models")).isLessThanOrEqualTo(256);
        assertThat(clients.bytesOf("models")).isLessThan(2 * 256 * 1024L);
      }
    }
  }

  @Test
  void shouldCompareAShadowWithWhatWasAnswered() throws Exception {
    trainer.publish(1);
    trainer.publish(2);
    ServingSettings settings =
        ServingSettings.of(Config.of(Map.of("serving.shadow", "av@1.1"), ServingOptions.ALL));
    BrokerClients clients = new BrokerClients(connection);
    try (LiveModel live = live();
        LiveModel shadow = live(settings.shadow().orElseThrow(), clients)) {
      awaitVersion(live, 2);
      awaitVersion(shadow, 1);
      try (InferenceConsumer consumer =
          InferenceConsumer.start(
              settings.inference(),
              TOPICS,
              clients,
              live,
              Optional.of(shadow),
              Clock.systemUTC())) {
        clips.write(0, 300);
        awaitAnswers(consumer);
        clips.write(300, 50);
        awaitAnswers(consumer);
      }
    }

    requireOneAnswerEach(350);
    ModelKey answered = new ModelKey(TestingTrainer.MODEL, 1, 2);
    assertThat(
            ShadowFigures.read(
                    kafka.connection(),
                    TOPICS.shadows(),
                    new ModelKey(TestingTrainer.MODEL, 1, 1),
                    answered)
                .lines())
        .singleElement()
        .asString()
        .startsWith("av@1.1 in the shadow of av@1.2: 3")
        .endsWith("0 not answered");
  }

  @Test
  void shouldGoBackAndForthAsOperatorsSay() throws Exception {
    trainer.publish(1);
    trainer.publish(2);
    try (LiveModel live = live()) {
      awaitVersion(live, 2);
      ControlWriter operator =
          new ControlWriter(new ControlTopic(kafka.connection(), TOPICS.control()));
      ControlWriter.Author author = new ControlWriter.Author("kim", "nonsense at night");
      operator.pin(new ModelKey(TestingTrainer.MODEL, 1, 1), author);
      awaitVersion(live, 1);
      trainer.publish(3);
      try (LiveModel cold = live()) {
        awaitVersion(cold, 1);
      }
      assertThat(live.version()).hasValue(new ModelKey(TestingTrainer.MODEL, 1, 1));

      operator.unpin(TestingTrainer.MODEL, author);
      awaitVersion(live, 3);
    }
  }

  /** One clip at a time by either way, so that sums are taken in the same order. */
  @Test
  void shouldAnswerMediaByHttpAsByKafka() throws Exception {
    Path file = NoiseFile.record(directory.resolve("7_noise.mp4"), 3);
    String feed =
        "file:%s?audio-features=log-mel:bands=24&video-features=frame-stack:colour=rgb:size=16"
            .formatted(file);
    PublishedMedia media = PublishedMedia.ingest(connection, TOPICS, feed);
    assertThat(media.clips()).hasSize(3);
    try (TestingTrainer ofMedia = new TestingTrainer(connection, TOPICS, media.network());
        ServingUnit serving = reachable(Map.of())) {
      MediaAnswers answers =
          new MediaAnswers("http://127.0.0.1:" + serving.port().orElseThrow(), file, feed);
      CommandRun early = answers.predict(file.toString());
      assertThat(early.status()).isEqualTo(1);
      assertThat(early.errors()).contains(" is not ready: no model version is loaded yet");
      ofMedia.publish(1, media::described);
      for (int i = 0; i < media.clips().size(); i++) { // each alone: a batch has other last bits
        clips.write(media.clips().get(i));
        int answered = i + 1;
        Patience.until(() -> serving.answered() == answered, serving::answered);
      }

      answers.requireSameAnswers(answers.requireSameFeatures(media.clips()), predictions());
      CommandRun other = answers.predict("file:" + file + "?frames=2");
      assertThat(other.status()).isEqualTo(1);
      assertThat(other.errors())
          .contains("audio was extracted by log-mel 1; the model needs log-mel 1:bands=24")
          .contains("The feed gives audio log-mel 1 [40, 98], video frame-stack 1 [2, 28, 28]");
    }
    requireThatWatchingPassesOverJunk();
    requireThatIngestTellsWhatItLeavesOut(file);
  }

  private void requireThatIngestTellsWhatItLeavesOut(Path usable) throws Exception {
    Path media = Files.createDirectory(directory.resolve("media"));
    Files.writeString(media.resolve("3_köln.mp4"), "this is no video");
    CommandRun nothing = ingest(media);
    Files.move(usable, media.resolve(usable.getFileName()));
    CommandRun some = ingest(media);

    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.errors()).contains("media has no usable media: 1 files were left out");
    assertThat(some.status()).as(some.errors()).isZero();
    assertThat(some.output())
        .contains("3 clips and 3 labels of stream ")
        .contains("left out 3_köln.mp4: ");
  }

  private CommandRun ingest(Path media) {
    return CommandRun.of(
        "ingest", "file:" + media + "?rate=max", "--bootstrap-server", kafka.bootstrapServers());
  }

  private ServingUnit reachable(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("serving.http", "127.0.0.1:0");
    return ServingUnit.startReachable(Settings.of(all), kafka.connection());
  }

  private List<Prediction> predictions() {
    return new TopicReader(connection, TOPICS.predictions())
        .all().stream()
            .map(record -> Wire.decode(record.value(), Prediction.class))
            .sorted(Comparator.comparing(Prediction::getClipId))
            .toList();
  }

  private void requireThatWatchingPassesOverJunk() throws Exception {
    try (Producer<String, byte[]> producer = FeedProducer.open(connection)) {
      producer.send(new ProducerRecord<>(TOPICS.predictions(), "camera", new byte[5])).get();
    }
    CommandRun last = watch("--last", "2", "--limit", "2");
    CommandRun all = watch("--since", "10min", "--limit", "3", "--stream", "camera");
    CommandRun none = watch("--prefix", "nobodys");

    assertThat(last.lines())
        .hasSize(2)
        .allMatch(
            line -> line.matches("camera-0000000[12]  \\d 0\\.\\d\\d  \\(fused .*av@1\\.1 .*"));
    assertThat(last.errors()).contains("no answer of ours at av.predictions.v1, partition ");
    assertThat(all.status()).isZero();
    assertThat(all.lines()).hasSize(3);
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.errors())
        .startsWith(
            "tandem predictions watch: there is no topic nobodys.predictions.v1 at %s; "
                .formatted(kafka.bootstrapServers()));
  }

  private CommandRun watch(String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of("predictions", "watch", "--bootstrap-server", kafka.bootstrapServers()));
    line.addAll(List.of(arguments));
    return CommandRun.of(line.toArray(String[]::new));
  }

  private EmbeddedKafka broker(OptionalInt port) {
    return EmbeddedKafka.start(
        new BrokerSettings(directory.resolve("kafka"), port, OptionalLong.empty()));
  }

  private void restartBroker() {
    int port = Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", ""));
    kafka.close();
    kafka = broker(OptionalInt.of(port));
  }

  /** As a second process with the same instance would. */
  private void fence() {
    try (Producer<byte[], byte[]> usurper =
        new BrokerClients(connection).producer(settings("1").inference())) {
      usurper.initTransactions();
    }
  }

  private LiveModel live() {
    return live(new BrokerClients(connection));
  }

  private static LiveModel live(KafkaClients clients) {
    return live(settings("1").delivery(), clients);
  }

  private static LiveModel live(DeliverySettings delivery, KafkaClients clients) {
    return LiveModel.start(
        delivery, TOPICS, clients, new PredictorBuilder(), SwapListener.NONE, Clock.systemUTC());
  }

  private InferenceConsumer member(LiveModel live, String instance) {
    return InferenceConsumer.start(
        settings(instance).inference(),
        TOPICS,
        new BrokerClients(connection),
        live,
        Optional.empty(),
        Clock.systemUTC());
  }

  private static ServingSettings settings(String instance) {
    return ServingSettings.of(Config.of(Map.of("serving.instance", instance), ServingOptions.ALL));
  }

  private static void awaitVersion(LiveModel live, int version) {
    Optional<ModelKey> wanted = Optional.of(new ModelKey(TestingTrainer.MODEL, 1, version));
    Patience.until(() -> live.version().equals(wanted), live::version);
  }

  private void awaitAnswers(InferenceConsumer consumer) {
    var ends = new TopicReader(connection, TOPICS.clips()).ends();
    Patience.until(() -> consumer.caughtUp(ends), consumer::positions);
  }

  private void requireOneAnswerEach(int clipCount) {
    assertThat(new TopicReader(connection, TOPICS.predictions()).all())
        .extracting(record -> Wire.decode(record.value(), Prediction.class).getClipId())
        .hasSize(clipCount)
        .doesNotHaveDuplicates();
  }
}
