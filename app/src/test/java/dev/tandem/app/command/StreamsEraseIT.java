package dev.tandem.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.report.TopicReader;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is left of a stream, on a real broker; each test has topics of its own. */
class StreamsEraseIT {
  private static final String CAM = "cam-1";
  private static final String OTHER = "cam-2";

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static Producer<byte[], byte[]> producer;
  private static int tests;

  private final Instant start =
      Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
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

  @BeforeEach
  void createTopics() {
    topics = new Topics("erase" + tests++);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      new TopicAdmin(admin).create(topics.catalogue(List.of("audio"), 1), Optional.empty());
    }
  }

  @Test
  void shouldRemoveAllOfAStreamThatIsAloneButOnlyWhenToldTo() throws Exception {
    everything(CAM, 0);
    everything(CAM, 1);
    mark(CAM, MarkKind.END, 2);

    assertThat(erase(CAM)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(topics.features("audio") + ": 3 records of it; 3 can be removed")
        .contains(topics.labels() + ": 3 records of it; 3 can be removed")
        .contains(topics.clips() + ": 2 records of it; 2 can be removed")
        .contains(topics.predictions() + ": 2 records of it; 2 can be removed")
        .contains(topics.deadLetters() + ": 2 records of it; 2 can be removed")
        .contains("nothing was removed; --yes removes what can be")
        .doesNotContain("stay");
    assertThat(records(topics.features("audio"))).isEqualTo(3);

    assertThat(erase(CAM, "--yes")).isZero();
    assertThat(out.toString()).contains(topics.labels() + ": 3 records of it; 3 removed");
    for (String topic :
        List.of(
            topics.features("audio"),
            topics.labels(),
            topics.clips(),
            topics.predictions(),
            topics.deadLetters())) {
      assertThat(records(topic)).as(topic).isZero();
    }
    assertThat(erase(CAM)).isZero();
    assertThat(out.toString()).contains("the topics hold nothing of stream cam-1");
  }

  @Test
  void shouldLeaveWhatOthersWroteAndSayHowLongTheRestStays() throws Exception {
    everything(CAM, 0);
    everything(OTHER, 0);
    everything(CAM, 1);
    mark(CAM, MarkKind.END, 2);

    assertThat(erase(CAM, "--yes")).as(err.toString()).isZero();

    assertThat(out.toString())
        .contains(
            "%s: 3 records of it; 1 removed; 2 stay: they lie behind records of others, and the last is of %s; retention (PT720H) takes them from %s on"
                .formatted(topics.features("audio"), time(2), time(2).plus(30, ChronoUnit.DAYS)));
    assertThat(records(topics.features("audio"))).as("of others, and behind them").isEqualTo(3);
    assertThat(records(topics.predictions())).isEqualTo(2);
  }

  @Test
  void shouldRefuseAStreamThatIsLive() throws Exception {
    Instant now = Instant.now();
    StreamMark heartbeat =
        new StreamMark(CAM, MarkKind.HEARTBEAT, now.truncatedTo(ChronoUnit.MILLIS));
    everything(CAM, 0);
    write(topics.labels(), CAM, heartbeat, heartbeat.getTime());

    assertThat(erase(CAM, "--yes")).isEqualTo(ExitStatus.FAILED);

    assertThat(err.toString())
        .contains(
            "stream cam-1 is live: its last record is of %s. Nothing was removed"
                .formatted(heartbeat.getTime()))
        .doesNotContain("\tat ");
    assertThat(records(topics.labels())).isEqualTo(2);
  }

  /** Its times are long past, as those of a recording that is written now. */
  @Test
  void shouldRefuseAStreamThatGoesOnWhileItIsRead() throws Exception {
    everything(CAM, 0);
    AtomicBoolean goesOn = new AtomicBoolean(true);
    Thread writer =
        new Thread(
            () -> {
              for (int second = 1; goesOn.get(); second++) {
                beat(second);
              }
            });
    writer.start();
    try {
      assertThat(erase(CAM, "--yes")).isEqualTo(ExitStatus.FAILED);
    } finally {
      goesOn.set(false);
      writer.join();
    }

    assertThat(err.toString()).contains("stream cam-1 is live");
    assertThat(records(topics.features("audio"))).isEqualTo(1);
  }

  private void beat(int second) {
    try {
      Thread.sleep(100);
      StreamMark beat = new StreamMark(CAM, MarkKind.HEARTBEAT, start.plusMillis(second));
      write(topics.labels(), CAM, beat, beat.getTime());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void shouldSayWhichVersionsHaveLearnedFromIt() throws Exception {
    everything(CAM, 0);
    mark(CAM, MarkKind.END, 2);
    step(1, 10, "cam-2-0", "cam-2-1");
    step(1, 20, "cam-1-0", "cam-2-2");
    step(1, 30, "cam-1-1", "cam-1-2");
    step(1, 30, "cam-1-1", "cam-1-2"); // written at least once
    for (int version = 1; version <= 4; version++) {
      version(1, version, 10L * version);
    }
    version(2, 1, 50);

    assertThat(erase(CAM)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains(
            "av, generation 1: 3 clips trained, first in step 20; 3 versions on its topic have learned from them, av@1.2 to av@1.4, and versions of later generations that went on from there");
    assertThat(erase("cam-9")).isZero();
    assertThat(out.toString())
        .contains("the topics hold nothing of stream cam-9")
        .contains("no step on the training topic has trained a clip of it");
  }

  private Instant time(long second) {
    return start.plusSeconds(second);
  }

  private void everything(String stream, int index) throws Exception {
    String clip = stream + "-" + index;
    Instant begin = time(index);
    Instant end = time(index + 1);
    write(
        topics.features("audio"),
        clip,
        Features.newBuilder()
            .setClipId(clip)
            .setClipTime(begin)
            .setStream(stream)
            .setModality("audio")
            .setExtractor(new Extractor("raw", "1"))
            .setElementType(ElementType.UINT8)
            .setShape(List.of(1))
            .setPayload(ByteBuffer.wrap(new byte[1]))
            .build(),
        end);
    write(
        topics.labels(),
        clip,
        Label.newBuilder()
            .setClipId(clip)
            .setClipTime(begin)
            .setStream(stream)
            .setClassName("dog")
            .build(),
        end);
    write(topics.clips(), clip, new Clip(clip, begin, end, stream, true, List.of()), end);
    write(
        topics.predictions(),
        clip,
        new Prediction(clip, begin, "av", 1, 1, true, "dog", 1f, List.of(), List.of()),
        end);
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(topics.deadLetters(), clip.getBytes(UTF_8), new byte[] {1});
    letter.headers().add("reason", "no".getBytes(UTF_8));
    letter.headers().add("stream", stream.getBytes(UTF_8));
    producer.send(letter).get();
  }

  private void mark(String stream, MarkKind kind, long second) throws Exception {
    for (String topic : List.of(topics.features("audio"), topics.labels())) {
      write(topic, stream, new StreamMark(stream, kind, time(second)), time(second));
    }
  }

  private void step(int generation, long step, String... clips) throws Exception {
    TrainingEvent event =
        new TrainingEvent(
            "av",
            generation,
            2 * step,
            TrainingEventKind.STEP,
            step,
            start,
            start,
            List.of(clips),
            List.of(),
            List.of(),
            List.of(),
            0,
            1.0,
            "",
            List.of(),
            List.of());
    write(topics.training(), generation + "." + 2 * step, event, start);
  }

  private void version(int generation, int version, long step) throws Exception {
    ModelManifest manifest =
        ModelManifest.newBuilder()
            .setModel("av")
            .setGeneration(generation)
            .setVersion(version)
            .setStep(step)
            .setTrainedUntil(start)
            .setPublishedAt(start)
            .setBytes(1)
            .setChunks(1)
            .setSha256("digest")
            .setArchitecture("{}")
            .setClassNames(List.of("cat", "dog"))
            .setContract(List.of())
            .setMetrics(List.of())
            .setProvenance(List.of())
            .build();
    write(topics.models(), "av@%d.%d".formatted(generation, version), manifest, start);
  }

  private void write(String topic, String key, SpecificRecordBase record, Instant time)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                topic, null, time.toEpochMilli(), key.getBytes(UTF_8), Wire.encode(record)))
        .get();
  }

  private static int records(String topic) {
    int[] records = {0};
    new TopicReader(kafka.connection()).read(topic, record -> records[0]++);
    return records[0];
  }

  private int erase(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine command = TandemCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of("streams", "erase"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    all.addAll(List.of("--prefix", topics.prefix()));
    return command.execute(all.toArray(String[]::new));
  }
}
