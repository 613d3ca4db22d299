package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Features;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live feed whose broker is away for longer than Kafka's client keeps a record. */
@Tag("long") // waits for that long
class KafkaAwayIT {
  private static final Topics TOPICS = Topics.standard();
  private static final String FEATURES = TOPICS.features("video");

  @TempDir private Path directory;

  private int port;
  private KafkaConnection kafka;
  private RunningTandem broker;
  private RunningTandem ingest;

  @BeforeEach
  void start() throws Exception {
    port = FreePort.find();
    kafka = KafkaConnection.to("127.0.0.1:" + port);
    startBroker();
    try (TopicAdmin admin = TopicAdmin.connect(kafka)) {
      admin.create(TOPICS.catalogue(List.of("audio", "video"), 2), Optional.empty());
    }
    ingest =
        RunningTandem.startFrugal(
            directory,
            "256m",
            "ingest",
            "lavfi:testsrc2=size=64x48:rate=25;sine",
            "--stream=cam",
            "--bootstrap-server=127.0.0.1:" + port,
            "--set=kafka.delivery.timeout.ms=4000",
            "--set=kafka.request.timeout.ms=2000",
            "--set=kafka.max.block.ms=3000");
  }

  private void startBroker() throws IOException {
    broker =
        RunningTandem.startFrugal(directory, "256m", "broker", "--port", Integer.toString(port));
    Patience.until(
        () -> broker.output().contains("Kafka  127.0.0.1:" + port), () -> broker.output().length());
  }

  @AfterEach
  void stop() throws InterruptedException {
    ingest.kill();
    broker.kill();
  }

  @Test
  void shouldGoOnWhenKafkaIsBack() throws Exception {
    Patience.until(() -> clips().size() > 2, this::seen);

    broker.kill();
    Patience.until(() -> ingest.output().contains("it is opened again in"), this::seen);
    Instant away = Instant.now();
    startBroker();

    Patience.until(() -> newest(clips()).isAfter(away.plusSeconds(3)), this::seen);
    ingest.requireAlive();
    assertThat(ingest.output())
        .contains(
            "cam: Kafka did not take a record of stream cam", "cam: it is back; it has failed")
        .doesNotContain("the others go on");
    assertThat(clips().stream().map(Features::getClipId)).doesNotHaveDuplicates();
    ingest.terminate();
    assertThat(ingest.output()).contains("clips and 0 labels of stream cam");
  }

  private List<Features> clips() {
    return new TopicReader(kafka, FEATURES)
        .all().stream()
            .map(record -> Wire.decode(record.value()))
            .filter(Features.class::isInstance)
            .map(Features.class::cast)
            .toList();
  }

  private static Instant newest(List<Features> clips) {
    return clips.stream().map(Features::getClipTime).max(Instant::compareTo).orElse(Instant.EPOCH);
  }

  /** What it says as time goes on is nothing new. */
  private String seen() {
    ingest.requireAlive();
    return ingest.output().lines().filter(line -> line.contains("cam")).toList().toString();
  }
}
