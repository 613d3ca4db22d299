package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.LogWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real sender against the whole chain: what it shows is labelled by somebody else as it comes,
 * trained, and answered by versions that go live meanwhile, while the sender is killed and comes
 * back, twice.
 */
@Tag("long") // two minutes in real time
class SenderToModelIT {
  private static final Topics TOPICS = Topics.standard();
  private static final int LENGTH = 120;
  private static final List<Integer> KILLS = List.of(40, 80);
  private static final int AWAY = 5;

  /** Seconds in which a sender that was killed is missed, and found again. */
  private static final int OUTAGE = AWAY + 18;

  /** Of a picture that is dark or bright all through its clip. */
  private static final double SURE = 0.1;

  private static final String[] TRAIN = {
    "train",
    "--set=trainer.classes=dark,bright",
    "--set=trainer.batch-size=4",
    "--set=publish.every=2"
  };

  @TempDir private Path directory;

  private final List<RunningTandem> running = new ArrayList<>();

  private final Map<String, String> shown = new LinkedHashMap<>();
  private final List<Instant> killed = new ArrayList<>();

  @AfterEach
  void stopAll() throws InterruptedException {
    for (RunningTandem process : running) {
      process.kill();
    }
  }

  @Test
  void shouldAnswerByVersionsThatGoLiveMeanwhile() throws Exception {
    assumeThat(ClipSender.canSend())
        .as("nothing sends here; run tests/media/install-senders.sh")
        .isTrue();
    int port = FreePort.find();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        ClipSender sender = new ClipSender(port)) {
      try (TopicAdmin admin = TopicAdmin.connect(kafka.connection())) {
        admin.create(TOPICS.catalogue(List.of("audio", "video"), 2), Optional.empty());
      }
      start(kafka, TRAIN);
      start(kafka, "assemble", "--state", "assembling");
      start(kafka, "serve", "--set", "serving.http=off");
      sender.start();
      start(kafka, "ingest", "udp://127.0.0.1:%d?stall-timeout=3s".formatted(port));
      Patience.until(() -> label(kafka) > 0, this::said);
      watch(sender, kafka);

      Map<String, Prediction> answers = answers(kafka);
      requireOnce(kafka);
      requireVersionsInOrder(kafka);
      requireLearned(answers);
      requireNoGapButTheOutages(answers);
    }
  }

  private void start(EmbeddedKafka kafka, String... command) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
    running.add(RunningTandem.startFrugal(directory, "512m", arguments.toArray(String[]::new)));
  }

  private int said() {
    return running.stream().mapToInt(process -> process.output().length()).sum();
  }

  private void watch(ClipSender sender, EmbeddedKafka kafka) throws Exception {
    long begin = System.nanoTime();
    int done = 0;
    for (long second = 0; second < LENGTH; second = since(begin)) {
      running.forEach(RunningTandem::requireAlive);
      int due = done < 2 * KILLS.size() ? KILLS.get(done / 2) + done % 2 * AWAY : LENGTH;
      if (second >= due && done % 2 == 0) {
        sender.kill();
        killed.add(Instant.now());
        done++;
      } else if (second >= due) {
        sender.start();
        done++;
      }
      label(kafka);
      Thread.sleep(500);
    }
  }

  private static long since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toSeconds();
  }

  /** Says of each new clip what its pictures show, as a person would who watches them. */
  private int label(EmbeddedKafka kafka) throws Exception {
    List<LogRecord> labels = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        new TopicReader(kafka.connection(), TOPICS.features("video")).all()) {
      if (Wire.decode(record.value()) instanceof Features clip
          && !shown.containsKey(clip.getClipId())) {
        double brightness = brightness(clip.getPayload());
        String name = brightness < SURE ? "dark" : brightness > 1 - SURE ? "bright" : "";
        shown.put(clip.getClipId(), name);
        if (!name.isEmpty()) {
          labels.add(label(record, clip, name));
        }
      }
    }
    new LogWriter(kafka.bootstrapServers()).write(labels);
    return labels.size();
  }

  private static LogRecord label(
      ConsumerRecord<byte[], byte[]> record, Features clip, String className) {
    Label label =
        Label.newBuilder()
            .setClipId(clip.getClipId())
            .setClipTime(clip.getClipTime())
            .setStream(clip.getStream())
            .setClassName(className)
            .setKind(LabelKind.LABEL)
            .build();
    return new LogRecord(
        TOPICS.labels(),
        record.partition(),
        System.currentTimeMillis(),
        record.key(),
        Wire.encode(label),
        true);
  }

  /** Of all pixels, 0 to 1. */
  private static double brightness(ByteBuffer pixels) {
    long sum = 0;
    for (int i = 0; i < pixels.remaining(); i++) {
      sum += Byte.toUnsignedInt(pixels.get(pixels.position() + i));
    }
    return sum / 255.0 / pixels.remaining();
  }

  /** By clip, whose ids are in the order of time. */
  private static Map<String, Prediction> answers(EmbeddedKafka kafka) {
    Map<String, Prediction> answers = new TreeMap<>();
    for (Prediction answer : read(kafka, TOPICS.predictions(), Prediction.class)) {
      assertThat(answers.put(answer.getClipId(), answer)).as("answered twice").isNull();
    }
    return answers;
  }

  private static void requireOnce(EmbeddedKafka kafka) {
    List<String> trained =
        read(kafka, TOPICS.training(), TrainingEvent.class).stream()
            .flatMap(event -> event.getClipIds().stream())
            .toList();
    assertThat(trained).doesNotHaveDuplicates().hasSizeGreaterThan(LENGTH / 3);
  }

  private static <T> List<T> read(EmbeddedKafka kafka, String topic, Class<T> type) {
    return new TopicReader(kafka.connection(), topic)
        .all().stream()
            .filter(record -> record.value() != null)
            .map(record -> Wire.decode(record.value()))
            .filter(type::isInstance)
            .map(type::cast)
            .toList();
  }

  /** As one consumer takes over version after version, no partition has an earlier one again. */
  private static void requireVersionsInOrder(EmbeddedKafka kafka) {
    Map<Integer, List<Integer>> versions = new TreeMap<>();
    new TopicReader(kafka.connection(), TOPICS.predictions())
        .all()
        .forEach(
            record ->
                versions
                    .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                    .add(Wire.decode(record.value(), Prediction.class).getVersion()));
    assertThat(versions.values()).allSatisfy(of -> assertThat(of).isSorted());
    assertThat(versions.values().stream().flatMap(List::stream).distinct()).hasSizeGreaterThan(5);
  }

  /** Of the latest clips, those that show one thing. */
  private void requireLearned(Map<String, Prediction> answers) {
    List<Prediction> sure =
        answers.values().stream()
            .filter(answer -> !shown.getOrDefault(answer.getClipId(), "").isEmpty())
            .toList();
    List<Prediction> latest = sure.subList(sure.size() / 2, sure.size());
    assertThat(latest)
        .filteredOn(answer -> answer.getClassName().equals(shown.get(answer.getClipId())))
        .hasSizeGreaterThan(latest.size() * 9 / 10);
  }

  private void requireNoGapButTheOutages(Map<String, Prediction> answers) {
    List<Instant> times = answers.values().stream().map(Prediction::getClipTime).toList();
    List<Instant> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      if (!times.get(i - 1).plusSeconds(1).equals(times.get(i))) {
        gaps.add(times.get(i));
      }
    }
    assertThat(gaps).as("clips after a gap, killed at %s", killed).hasSize(KILLS.size());
    for (int i = 0; i < gaps.size(); i++) {
      assertThat(gaps.get(i)).isBetween(killed.get(i), killed.get(i).plusSeconds(OUTAGE));
    }
  }
}
