package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.app.command.TandemCommand;
import dev.tandem.app.models.ModelNews;
import dev.tandem.app.models.ModelWatch;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.tests.Patience;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tandem models} against a real broker. */
class ModelsCommandIT {
  private static final Topics TOPICS = Topics.standard();
  private static final Topics GATED = new Topics("gated");
  private static final Topics WATCHED = new Topics("watched");

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static TestingTrainer trainer;

  /** What a command line came to. */
  private record Ran(int status, String output) {}

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    KafkaConnection connection = kafka.connection();
    try (Admin admin = connection.admin()) {
      new TopicAdmin(admin)
          .create(TOPICS.catalogue(List.of("audio", "video"), 1), Optional.empty());
      for (Topics topics : List.of(GATED, WATCHED)) {
        new TopicAdmin(admin)
            .create(topics.catalogue(List.of("audio", "video"), 1), Optional.empty());
      }
    }
    trainer = new TestingTrainer(connection, TOPICS, TestingTrainer.perceptrons(16));
    try (TestingTrainer gated =
        new TestingTrainer(connection, GATED, TestingTrainer.perceptrons(16))) {
      gated.publish(1);
      gated.publishHeld(2, "accuracy fell");
    }
    for (int version = 1; version <= 3; version++) {
      trainer.publish(version);
    }
  }

  @AfterAll
  static void stop() {
    trainer.close();
    kafka.close();
  }

  @Test
  void shouldListAndShow() {
    assertThat(tandem("list").output())
        .contains("av@1.1", "av@1.2")
        .containsPattern("av@1\\.3 +3 +[0-9,]+ .*newest");
    assertThat(tandem("show", "av").output())
        .contains("av@1.3", "late-linear")
        .containsPattern("features audio +\\[256\\] of raw 1");
  }

  @Test
  void shouldListShowAndCompareAsJson() throws Exception {
    JsonNode list = json("list", "av", "--json");
    assertThat(list).hasSize(3);
    assertThat(list.at("/2/version").asText()).isEqualTo("av@1.3");
    assertThat(list.at("/2/newest").asBoolean()).isTrue();

    JsonNode shown = json("show", "av@1.2", "--json");
    assertThat(shown.at("/architecture/fusion").asText()).isEqualTo("late-linear");
    assertThat(shown.at("/features/0/shape/0").asInt()).isEqualTo(256);

    JsonNode compared = json("diff", "av@1.1", "av@1.2", "--json");
    assertThat(compared.at("/second/metrics/prequential.fused").asDouble()).isEqualTo(0.25);
    assertThat(compared.at("/first/pace/audio").asDouble()).isEqualTo(0.75);
    assertThat(compared.at("/parameters").findValuesAsText("group")).last().isEqualTo("all");
  }

  private static JsonNode json(String... arguments) throws Exception {
    return new ObjectMapper().readTree(tandem(arguments).output());
  }

  @Test
  void shouldNotTakeAVersionForAModel() {
    assertThat(tandem("unpin", "av@1.3").output())
        .contains(
            "the model is 'av@1.3', which is a version; must be a model's name alone, such as av");
    assertThat(tandem("unpin", "va").output()).contains("the model is 'va'; known are av\n");
  }

  @Test
  void shouldSayWhichVersionsThereAre() {
    Ran ran = tandem("show", "av@7.7");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.output())
        .contains(
            "the version is 'av@7.7'; known are av@1.1 to 1.3. tandem models list shows them");
  }

  @Test
  void shouldCompareParameters() {
    assertThat(tandem("diff", "av@1.1", "av@1.2").output())
        .containsPattern("step +1 +2 +\\+1")
        .containsPattern("prequential\\.fused +0\\.1250 +0\\.2500 +\\+0\\.1250")
        .containsPattern("pace audio +0\\.7500 +0\\.5000 +-0\\.2500")
        .containsPattern("encoders\\.audio +[0-9,]+ +[0-9.]+")
        .containsPattern("all +[0-9,]+");
    assertThat(tandem("diff", "av@1.2", "av@1.2").output())
        .containsPattern("all +[0-9,]+ +0\\.000 +0\\.000 +1\\.000000");
  }

  @Test
  void shouldExportThePayloadAndWhatRebuildsIt() throws Exception {
    Path file = directory.resolve("av.safetensors");
    assertThat(tandem("export", "av@1.2", "--output", file.toString()).status()).isZero();

    byte[] payload = Files.readAllBytes(file);
    assertThat(payload).isEqualTo(trainer.payload(2));
    assertThat(Safetensors.decode(payload)).isNotEmpty();
    JsonNode description =
        new ObjectMapper().readTree(directory.resolve("av.safetensors.json").toFile());
    assertThat(description.at("/architecture/fusion").asText()).isEqualTo("late-linear");
    assertThat(description.at("/contract/0/shape/0").asInt()).isEqualTo(256);
  }

  @Test
  void shouldPinRollBackAndUnpin() {
    assertThat(tandem("pin", "av@1.3").output()).contains("av@1.3 is pinned");
    assertThat(tandem("rollback", "av", "--why", "nonsense").output())
        .contains("av@1.2 is pinned instead of av@1.3");
    assertThat(tandem("list").output()).containsPattern("av@1\\.2 .*pinned");
    assertThat(tandem("rollback", "av").output()).contains("av@1.1 is pinned instead of av@1.2");
    Ran tooFar = tandem("rollback", "av");
    assertThat(tooFar.status()).isEqualTo(2);
    assertThat(tooFar.output()).contains("there is no version before av@1.1 to go back to");

    assertThat(tandem("unpin", "av").output())
        .contains("av@1.3 is followed; it was pinned to av@1.1");
    assertThat(tandem("list").output()).doesNotContain("pinned");
  }

  @Test
  void shouldReleaseOnlyWhatIsHeld() {
    Ran ran = tandem("release", "av@1.1");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.output()).contains("av@1.1 is not held");
  }

  @Test
  void shouldReleaseAHeldVersionForConsumersAndTrainer() {
    assertThat(tandem("list", "--prefix", "gated").output())
        .containsPattern("av@1\\.1 .*newest")
        .containsPattern("av@1\\.2 .*held: accuracy fell");

    assertThat(tandem("release", "av@1.2", "--prefix", "gated", "--why", "lamp mended").output())
        .contains("av@1.2 is released; it was held: accuracy fell")
        .contains("later versions are compared with it from ");

    assertThat(tandem("list", "--prefix", "gated").output())
        .containsPattern("av@1\\.2 .*newest")
        .doesNotContain("held");
  }

  @Test
  void shouldTellTheTrainerToHaltAndToGoOn() {
    assertThat(tandem("halt", "av", "--why", "labels are wrong").output())
        .contains("av learns nothing from batches from ")
        .contains("tandem models resume --to VERSION");
    assertThat(tandem("resume", "--to", "av@1.2").output())
        .contains("av learns from av@1.2 again, with batches from ");
    assertThat(tandem("resume", "--to", "av@7.7").status()).isEqualTo(2);
  }

  @Test
  void shouldTellWhatComesAndNotWhatWasThere() {
    KafkaConnection connection = kafka.connection();
    List<ModelNews> news = new ArrayList<>();
    try (TestingTrainer watched =
        new TestingTrainer(connection, WATCHED, TestingTrainer.perceptrons(16))) {
      watched.publish(1);
      Patience.until(
          () -> tandem("list", "--prefix", WATCHED.prefix()).output().contains("av@1.1"));
      try (ModelWatch watch = ModelWatch.open(connection, WATCHED, Optional.empty())) {
        watched.publish(2);
        awaitNews(watch, news, 1);
        tandem("pin", "av@1.2", "--prefix", WATCHED.prefix(), "--why", "demo day");
        awaitNews(watch, news, 2);
      }
    }
    List<String> lines = news.stream().map(ModelNews::line).toList();

    assertThat(lines.get(0)).matches(".* av@1\\.2  step 2  .* bytes .*");
    assertThat(lines.get(1)).matches(".* av@1\\.2  PIN by .*: demo day");
    assertThat(news.get(0).json().get("event").asText()).isEqualTo("version");
    assertThat(news.get(1).json().toString())
        .contains("\"event\":\"pin\"", "\"version\":\"av@1.2\"");
  }

  private static void awaitNews(ModelWatch watch, List<ModelNews> news, int count) {
    Patience.until(
        () -> {
          news.addAll(watch.next());
          return news.size() == count;
        },
        news::size);
  }

  private static Ran tandem(String... arguments) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream both = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      int status = TandemCommand.run(all.toArray(String[]::new));
      return new Ran(status, output.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
