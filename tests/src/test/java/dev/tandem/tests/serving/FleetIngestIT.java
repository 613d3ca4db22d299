package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.tests.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several feeds of one process into Kafka, by the command. */
class FleetIngestIT {
  private static final Topics TOPICS = Topics.standard();
  private static final List<String> MODALITIES = List.of("audio", "video");

  @TempDir Path directory;

  private EmbeddedKafka kafka;

  @BeforeEach
  void startBroker() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    try (Admin admin = kafka.connection().admin()) {
      new TopicAdmin(admin).create(TOPICS.catalogue(MODALITIES, 2), Optional.empty());
    }
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  @Test
  void shouldPublishWhatCanBeThoughOneCannot() throws IOException {
    CommandRun run =
        ingest(
            """
            gateway: hall
            feeds:
              cam-1:
                feed: lavfi:testsrc2=size=64x48:rate=5;sine
                clips: 2
              mic-1:
                feed: lavfi:sine
                clips: 3
              broken: file:%s
              virtual:
                feed: studio:?rate=max
                clips: 2
            """
                .formatted(directory.resolve("missing.mp4")));

    assertThat(run.status()).as(run.output() + run.errors()).isEqualTo(1);
    assertThat(run.output())
        .contains("broken: ", "missing.mp4", "it has failed for good, the others go on")
        .contains("2 clips and 0 labels of stream cam-1")
        .contains("4 feeds, 1 of them failed; 7 clips and 2 labels");
    JsonNode report = new ObjectMapper().readTree(directory.resolve("r.json").toFile());
    assertThat(report.at("/failed").asInt()).isEqualTo(1);
    assertThat(report.at("/feeds/2/state").asText()).isEqualTo("failed");
    assertThat(report.at("/feeds/2/reason").asText()).contains("missing.mp4");
    assertThat(clips("audio"))
        .containsOnlyKeys("cam-1", "mic-1", "virtual")
        .allSatisfy((stream, ids) -> assertThat(new TreeSet<>(ids)).hasSize(ids.size()));
    assertThat(clips("video")).containsOnlyKeys("cam-1", "virtual");
    for (String modality : MODALITIES) {
      assertThat(all(modality, StreamMark.class))
          .extracting(StreamMark::getStream)
          .containsOnly("hall");
      assertThat(all(modality, StreamMark.class))
          .extracting(StreamMark::getKind)
          .contains(MarkKind.START, MarkKind.END);
      assertThat(all(modality, Features.class))
          .extracting(Features::getGateway)
          .containsOnly("hall");
    }
  }

  @Test
  void shouldGoOnBehindWhatKafkaHas() throws IOException {
    Instant start = Instant.now().minus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    String feeds =
        """
        feeds:
          a: {feed: 'studio:?rate=max', start: %1$s, clips: CLIPS}
          b: {feed: 'studio:?rate=max', start: %1$s, seed: 1, clips: CLIPS}
        """
            .formatted(start);
    assertThat(ingest(feeds.replace("CLIPS", "20")).status()).isZero();
    CommandRun resumed =
        ingest(feeds.replace("CLIPS", "30"), "--resume", "--set", "kafka.compression.type=zstd");

    assertThat(resumed.status()).as(resumed.output() + resumed.errors()).isZero();
    assertThat(resumed.output()).containsPattern("stream a goes on with clip (19|20)\n");
    for (String stream : List.of("a", "b")) {
      List<String> ids = clips("audio").get(stream);
      assertThat(new TreeSet<>(ids))
          .containsExactlyElementsOf(
              IntStream.range(0, 30).mapToObj(i -> "%s-%08d".formatted(stream, i)).toList());
      assertThat(ids.size()).isLessThanOrEqualTo(31);
    }
  }

  @Test
  void shouldTellPrometheusHowEachFeedStands() throws Exception {
    int port = FreePort.find();
    CompletableFuture<CommandRun> running =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    """
                    feeds:
                      cam: {feed: 'lavfi:testsrc2=size=64x48:rate=5;sine', clips: 4}
                      gone: file:/nowhere/at/all.mp4
                    """,
                    "--metrics-port",
                    Integer.toString(port)));
    String page = "";
    while (!page.matches("(?s).*tandem_ingest_clips_total\\{stream=\"cam\"} [123].*")) {
      assertThat(running).as(page).isNotDone();
      page = page(port);
    }

    assertThat(page)
        .contains("tandem_ingest_feeds{stream=\"cam\",state=\"publishing\"} 1")
        .contains("tandem_ingest_feeds{stream=\"gone\",state=\"failed\"} 1")
        .contains("tandem_ingest_failures_total{stream=\"gone\"} 1")
        .contains("tandem_ingest_lag_seconds{stream=\"cam\"}")
        .contains("tandem_ingest_in_flight_records{stream=\"cam\"}");
    assertThat(running.get().status()).isEqualTo(1);
  }

  private CommandRun run(String feeds, String... more) {
    try {
      return ingest(feeds, more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(int port) throws InterruptedException {
    try {
      URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException notYet) {
      return "";
    }
  }

  @Test
  void shouldRefuseBeforeAnythingIsWritten() throws IOException {
    CommandRun typo = ingest("feeds:\n  a:\n    feed: lavfi:sine\n    cliqs: 3\n");
    CommandRun both = ingest("feeds:\n  a: lavfi:sine\n", "--stream", "x");
    CommandRun early = ingest("feeds:\n  a: 'studio:'\n", "--resume");

    assertThat(typo.status()).isEqualTo(2);
    assertThat(typo.errors()).contains("feeds.yaml, line 2: a: unknown key 'cliqs'", "clips");
    assertThat(both.status()).isEqualTo(2);
    assertThat(both.errors())
        .contains("--stream is of one feed; with --feeds write it in the file");
    assertThat(early.status()).isEqualTo(2);
    assertThat(early.errors()).contains("--resume needs the start of every feed", "a has none");
    assertThat(all("audio", SpecificRecordBase.class)).isEmpty();
  }

  private CommandRun ingest(String feeds, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("feeds.yaml"), feeds);
    List<String> line =
        new ArrayList<>(
            List.of(
                "ingest",
                "--feeds",
                file.toString(),
                "--report",
                directory.resolve("r.json").toString(),
                "--bootstrap-server",
                kafka.bootstrapServers()));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  /** Ids by stream, as they were written. */
  private Map<String, List<String>> clips(String modality) {
    Map<String, List<String>> clips = new TreeMap<>();
    all(modality, Features.class)
        .forEach(
            features ->
                clips
                    .computeIfAbsent(features.getStream(), stream -> new ArrayList<>())
                    .add(features.getClipId()));
    return clips;
  }

  private <T extends SpecificRecordBase> List<T> all(String modality, Class<T> type) {
    return new TopicReader(kafka.connection(), TOPICS.features(modality))
        .all().stream()
            .map(record -> Wire.decode(record.value()))
            .filter(type::isInstance)
            .map(type::cast)
            .toList();
  }
}
