package dev.tandem.tests.garbage;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.app.letters.DeadLetterRecord;
import dev.tandem.app.letters.DeadLetterTopic;
import dev.tandem.app.report.TopicReader;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.tests.Patience;
import dev.tandem.tests.jobs.FlinkRest;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.LogWriter;
import dev.tandem.tests.log.TestingLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The train job on a real broker and a real Flink cluster, with as much garbage as sense. */
class GarbageIT {
  private static final int CLIPS = 5_120;
  private static final int GARBAGE = 10_000;

  /** Of the log, behind the junk of any time: some 300 clips, for longer none waits for others. */
  private static final int NEXT = 1_500;

  /** From junk to its letters, and from a clip to its step, where the machine has time for them. */
  private static final Duration PROMISED = Duration.ofSeconds(10);

  /** Or so many times what half of the clips take to their versions where nobody writes junk. */
  private static final int SLOWER = 3;

  private static final int BATCH = 16;
  private static final int PUBLISH_EVERY = 32;
  private static final int VERSIONS = CLIPS / BATCH / PUBLISH_EVERY;

  private final Instant start = Instant.now().minus(Duration.ofDays(20));

  /** Where a record lies. */
  private record Place(String topic, int partition, long offset) {}

  /** Something that happens to a job. */
  @FunctionalInterface
  private interface Disturbance {
    void happen() throws Exception;
  }

  @TempDir Path directory;

  private EmbeddedKafka kafka;
  private EmbeddedFlink flink;

  @BeforeEach
  void startClusters() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    flink = EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1));
  }

  @AfterEach
  void stopClusters() {
    flink.close();
    kafka.close();
  }

  @Test
  void shouldLearnTheSameWhateverGarbageComesIn() throws Exception {
    Topics clean = new Topics("clean");
    Topics dirty = new Topics("dirty");
    create(clean);
    create(dirty);
    List<LogRecord> pure = TestingLog.of(clean, start, 1, CLIPS);
    write(pure.subList(0, pure.size() / 2));
    List<LogRecord> log = Garbage.among(TestingLog.of(dirty, start, 1, CLIPS), 2, GARBAGE);
    List<LogRecord> first = log.subList(0, log.size() / 2);
    List<LogRecord> next = log.subList(first.size(), first.size() + NEXT);
    List<LogRecord> rest = log.subList(first.size() + NEXT, log.size());
    Map<Place, LogRecord> garbage = write(first);

    AtomicReference<Duration> undisturbed = new AtomicReference<>();
    List<String> expected =
        train(
            clean,
            () -> {
              List<LogRecord> half = pure.subList(pure.size() / 2, pure.size());
              write(half);
              undisturbed.set(time(() -> awaitVersions(clean)));
            });
    List<String> digests =
        train(
            dirty,
            () -> {
              Map<Place, LogRecord> junk = write(Garbage.ofAnyTime(first, dirty.control()));
              requirePrompt(
                  "dead letters", undisturbed.get(), () -> awaitLetters(dirty, junk.keySet()));
              garbage.putAll(junk);
              garbage.putAll(write(next));
              requirePrompt(
                  "the next step", undisturbed.get(), () -> awaitStepOf(dirty, firstClip(next)));
              garbage.putAll(write(rest));
            });

    assertThat(digests).hasSize(VERSIONS).isEqualTo(expected);
    assertThat(letters(clean)).isEmpty();
    assertThat(totals(dirty))
        .containsEntry("trained", (double) CLIPS)
        .containsEntry("complete", (double) CLIPS)
        .containsEntry("recordsLate", 0.0)
        .containsEntry("recordsDuplicate", 0.0);
    requireOneLetterEach(garbage, letters(dirty));
  }

  private static void requirePrompt(String what, Duration undisturbed, Runnable waiting) {
    Duration taken = time(waiting);
    System.out.printf(
        "%s came after %d ms; half of the clips took %d ms%n",
        what, taken.toMillis(), undisturbed.toMillis());
    Duration patience = undisturbed.multipliedBy(SLOWER);
    assertThat(taken).as(what).isLessThan(patience.compareTo(PROMISED) > 0 ? patience : PROMISED);
  }

  private static Duration time(Runnable waiting) {
    long start = System.nanoTime();
    waiting.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static String firstClip(List<LogRecord> records) {
    return records.stream()
        .filter(record -> record.good() && !(Wire.decode(record.value()) instanceof StreamMark))
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }

  private void awaitVersions(Topics topics) {
    Patience.until(() -> digests(topics).size() >= VERSIONS, () -> digests(topics));
  }

  private void awaitStepOf(Topics topics, String clip) {
    Set<String> trained = new HashSet<>();
    Patience.until(
        () -> {
          events(topics).forEach(event -> trained.addAll(event.getClipIds()));
          return trained.contains(clip);
        },
        trained::size);
  }

  /** While nothing else is written. */
  private void awaitLetters(Topics topics, Set<Place> places) {
    Set<Place> found = new HashSet<>();
    Patience.until(
        () -> {
          letters(topics).forEach(letter -> found.add(place(letter)));
          return found.containsAll(places);
        },
        found::size);
  }

  private static void requireOneLetterEach(
      Map<Place, LogRecord> garbage, List<DeadLetterRecord> letters) {
    assertThat(letters)
        .extracting(GarbageIT::place)
        .containsExactlyInAnyOrderElementsOf(garbage.keySet());
    for (DeadLetterRecord letter : letters) {
      LogRecord original = garbage.get(place(letter));
      assertThat(letter.reason()).isNotBlank().hasSizeLessThan(1_100);
      assertThat(letter.source().orElseThrow().timestamp()).isEqualTo(original.time());
      assertThat(letter.isWhole())
          .isEqualTo(original.value() == null || original.value().length < 15 << 20);
      if (letter.isWhole()) {
        assertThat(letter.key()).isEqualTo(original.key());
        assertThat(letter.value()).isEqualTo(original.value());
      }
    }
  }

  private static Place place(DeadLetterRecord letter) {
    DeadLetterRecord.Source source = letter.source().orElseThrow();
    return new Place(source.topic(), source.partition(), source.offset());
  }

  /** A broker takes records of any time, as those of others may. */
  private void create(Topics topics) throws Exception {
    new LogWriter(kafka.bootstrapServers()).create(topics);
    List<String> read = new ArrayList<>(List.of(topics.labels(), topics.control()));
    TestingLog.MODALITIES.forEach(modality -> read.add(topics.features(modality)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      AlterConfigOp any =
          new AlterConfigOp(
              new ConfigEntry("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
              AlterConfigOp.OpType.SET);
      admin
          .incrementalAlterConfigs(
              read.stream()
                  .collect(
                      toMap(
                          topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                          topic -> List.of(any))))
          .all()
          .get();
    }
  }

  /** Where the garbage lies. */
  private Map<Place, LogRecord> write(List<LogRecord> records) throws Exception {
    List<RecordMetadata> written = new LogWriter(kafka.bootstrapServers()).write(records);
    Map<Place, LogRecord> garbage = new HashMap<>();
    for (int i = 0; i < written.size(); i++) {
      RecordMetadata place = written.get(i);
      if (!records.get(i).good()) {
        garbage.put(new Place(place.topic(), place.partition(), place.offset()), records.get(i));
      }
    }
    return garbage;
  }

  /**
   * Trains on all of it without a restart; the digests of the versions, in order.
   *
   * @param more what happens once there is a version
   */
  private List<String> train(Topics topics, Disturbance more) throws Exception {
    Map<String, String> settings = new HashMap<>(TestingLog.settings(topics));
    settings.put("trainer.batch-size", Integer.toString(BATCH));
    settings.put("publish.every", Integer.toString(PUBLISH_EVERY));
    JobStarter starter = new JobStarter(flink, kafka.connection(), Settings.of(settings), 1);
    FlinkJob job = starter.train(Optional.empty());
    awaitVersions(job, topics, 1);
    more.happen();
    awaitVersions(job, topics, VERSIONS);
    job.stop(Patience.STANDSTILL);
    assertThat(attempts(job))
        .as(
            new FlinkRest(flink.webAddress())
                .get("/jobs/%s/exceptions".formatted(job.id()))
                .toString())
        .isNotEmpty()
        .containsOnly(0);
    return List.copyOf(digests(topics).values());
  }

  private void awaitVersions(FlinkJob job, Topics topics, int count) {
    Patience.until(
        () -> job.failure().isPresent() || digests(topics).size() >= count, () -> digests(topics));
    assertThat(job.failure()).isEmpty();
  }

  private SortedMap<Integer, String> digests(Topics topics) {
    TreeMap<Integer, String> digests = new TreeMap<>();
    new TopicReader(kafka.connection())
        .read(
            topics.models(),
            record -> {
              if (record.key().contains("@") && record.value() != null) {
                ModelManifest manifest = Wire.decode(record.value(), ModelManifest.class);
                digests.put(manifest.getVersion(), manifest.getSha256());
              }
            });
    return digests;
  }

  private Map<String, Double> totals(Topics topics) {
    Map<String, Double> totals = new HashMap<>();
    for (TrainingEvent event : events(topics)) {
      for (NamedValue total : event.getTotals()) {
        totals.put(total.getName(), total.getValue());
      }
    }
    return totals;
  }

  private List<TrainingEvent> events(Topics topics) {
    List<TrainingEvent> events = new ArrayList<>();
    new TopicReader(kafka.connection())
        .read(
            topics.training(),
            record -> events.add(Wire.decode(record.value(), TrainingEvent.class)));
    return events;
  }

  private List<DeadLetterRecord> letters(Topics topics) {
    List<DeadLetterRecord> letters = new ArrayList<>();
    try (DeadLetterTopic topic = DeadLetterTopic.open(kafka.connection(), topics.deadLetters())) {
      topic.read(letters::add);
    }
    return letters;
  }

  /** Of each subtask, from 0. */
  private List<Integer> attempts(FlinkJob job) {
    FlinkRest rest = new FlinkRest(flink.webAddress());
    List<Integer> attempts = new ArrayList<>();
    for (JsonNode vertex : rest.get("/jobs/" + job.id()).get("vertices")) {
      rest.get("/jobs/%s/vertices/%s".formatted(job.id(), vertex.get("id").asText()))
          .get("subtasks")
          .forEach(subtask -> attempts.add(subtask.get("attempt").asInt()));
    }
    return attempts;
  }
}
