package dev.tandem.tests.publication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.report.TopicReader;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.UnreadableTopicException;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.tests.Patience;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.TestingLog;
import dev.tandem.trainer.job.KafkaEnds;
import dev.tandem.trainer.job.TrainJob;
import dev.tandem.trainer.publication.KafkaLedger;
import dev.tandem.trainer.publication.ModelSink;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The train job, whose broker drops transactions, whose task dies around commits, whose disk is
 * slow.
 */
@Tag("long") // minutes on a busy machine
class LostTransactionIT {
  private static final int CLIPS = 5_120;
  private static final int VERSIONS = 80;
  private static final Duration TIMEOUT = Duration.ofSeconds(6);
  private static final Duration ABSENCE = Duration.ofSeconds(8);

  private final Instant start = Instant.now().minus(Duration.ofDays(20));

  @TempDir Path directory;

  private TestingBroker broker;
  private EmbeddedFlink flink;
  private Optional<String> checkpoints = Optional.empty();

  @BeforeEach
  void startClusters() {
    broker = new TestingBroker(directory.resolve("kafka"));
    flink =
        EmbeddedFlink.start(
            FlinkSettings.in(directory.resolve("flink"), 1)
                .withCheckpointInterval(Duration.ofMillis(50)));
  }

  @AfterEach
  void stopClusters() {
    flink.close();
    broker.close();
  }

  @Test
  void shouldLoseNoVersionToADroppedTransactionOrADeathAroundACommit() throws Exception {
    requireAllVersions(TransactionNamingStrategy.INCREMENTING);
  }

  /** The other way in which Flink can name transactions; see docs/decisions/0007. */
  @Test
  void shouldLoseNoneWherePooledIdsAreUsedAgain() throws Exception {
    requireAllVersions(TransactionNamingStrategy.POOLING);
  }

  @Test
  void shouldLoseNoneWhereTheDiskOfCheckpointsIsSlow() throws Exception {
    TransactionNamingStrategy naming = TransactionNamingStrategy.INCREMENTING;
    List<String> expected = train(new Topics("calm"), Commits.anew(), naming);
    checkpoints = Optional.of(SlowFileSystem.SCHEME + ":" + directory.resolve("slow"));
    Commits commits =
        Commits.anew().before(1, LostTransactionIT::die).after(2, LostTransactionIT::die);

    List<String> digests = train(new Topics("rough"), commits, naming);

    assertThat(commits.happened()).containsExactly("before 1", "after 2");
    assertThat(directory.resolve("slow")).isNotEmptyDirectory();
    assertThat(digests).hasSize(VERSIONS).isEqualTo(expected);
  }

  private void requireAllVersions(TransactionNamingStrategy naming) throws Exception {
    List<String> expected = train(new Topics("calm"), Commits.anew(), naming);
    Commits commits =
        Commits.anew()
            .writing(2, () -> broker.beAway(ABSENCE)) // in the middle of a version
            .before(1, () -> broker.beAway(ABSENCE))
            .before(2, LostTransactionIT::die)
            .after(3, LostTransactionIT::die)
            .before(4, this::beAwayAndDie);

    List<String> digests = train(new Topics("rough"), commits, naming);

    assertThat(commits.happened())
        .containsExactly("writing 2", "before 1", "before 2", "after 3", "before 4");
    assertThat(digests).hasSize(VERSIONS).isEqualTo(expected);
    System.out.printf(
        "%s: %d transactional ids for versions are left in the broker%n",
        naming,
        broker.transactions().stream()
            .filter(transaction -> transaction.transactionalId().contains("-models-"))
            .count());
  }

  private static void die() {
    throw new IllegalStateException("the task dies");
  }

  private void beAwayAndDie() throws Exception {
    broker.beAway(ABSENCE);
    die();
  }

  /** Trains on all of a log; the digests of the versions, in order. */
  private List<String> train(Topics topics, Commits commits, TransactionNamingStrategy naming)
      throws Exception {
    write(topics, TestingLog.of(topics, start, 1, CLIPS));
    StreamExecutionEnvironment environment = flink.environment(1);
    checkpoints.ifPresent(
        uri ->
            environment.configure(
                new Configuration().set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri)));
    job(topics, naming).build(environment);
    FlinkJob job = flink.submit(environment, topics.prefix(), Optional.empty());
    Patience.until(() -> job.failure().isPresent() || isDone(topics), () -> newest(topics));
    assertThat(job.failure()).as(commits.happened().toString()).isEmpty();
    job.stop(Patience.STANDSTILL);
    return digests(topics);
  }

  private boolean isDone(Topics topics) throws Exception {
    return newest(topics) == VERSIONS && broker.open().isEmpty();
  }

  private TrainJob job(Topics topics, TransactionNamingStrategy naming) {
    Map<String, String> settings = new HashMap<>(TestingLog.settings(topics));
    settings.put("trainer.batch-size", "4");
    settings.put("publish.every", "16");
    settings.put("publish.retain", "1000");
    Map<String, Integer> partitions = new HashMap<>();
    TestingLog.MODALITIES.forEach(
        modality -> partitions.put(topics.features(modality), TestingLog.PARTITIONS));
    partitions.put(topics.labels(), TestingLog.PARTITIONS);
    KafkaEnds ends =
        new KafkaEnds(
            KafkaConnection.to(broker.bootstrapServers()),
            topics.prefix(),
            partitions,
            TIMEOUT,
            Optional.empty());
    TrainJob.Sinks sinks =
        new TrainJob.Sinks(
            new DisturbedSink(sink(ends, topics, naming)),
            new KafkaLedger(
                KafkaConnection.to(broker.bootstrapServers()),
                topics.models(),
                topics.modelChunks(),
                "av"),
            ends.atLeastOnce("training"),
            ends.exactlyOnce("dead-letters"));
    return new TrainJob(Settings.of(settings).trainer(), ends, sinks, Clock.systemUTC());
  }

  private static ModelSink sink(KafkaEnds ends, Topics topics, TransactionNamingStrategy naming) {
    if (naming == TransactionNamingStrategy.INCREMENTING) {
      return (ModelSink) ends.models(DeliveryGuarantee.EXACTLY_ONCE);
    }
    return new ModelSink(
        KafkaSink.<OutRecord>builder()
            .setBootstrapServers(ends.kafka().name())
            .setRecordSerializer(KnownTopicsSchema.of(topics))
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionNamingStrategy(naming)
            .setTransactionalIdPrefix(ends.transactions("models"))
            .setProperty("transaction.timeout.ms", Long.toString(TIMEOUT.toMillis()))
            .build());
  }

  private void write(Topics topics, List<LogRecord> records) {
    try (Admin admin = broker.admin()) {
      new TopicAdmin(admin)
          .create(topics.catalogue(TestingLog.MODALITIES, TestingLog.PARTITIONS), Optional.empty());
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      records.forEach(
          r -> {
            var unused =
                producer.send(
                    new ProducerRecord<>(r.topic(), r.partition(), r.time(), r.key(), r.value()));
          });
    }
  }

  /** The newest version that a pointer names; 0 for none, and while the broker is away. */
  private int newest(Topics topics) {
    try {
      return newestThere(topics);
    } catch (UnreadableTopicException away) {
      return 0;
    }
  }

  private int newestThere(Topics topics) {
    int[] newest = {0};
    new TopicReader(KafkaConnection.to(broker.bootstrapServers()))
        .read(
            topics.models(),
            record -> {
              if (record.key().equals("av")) {
                newest[0] = Wire.decode(record.value(), ModelPointer.class).getVersion();
              }
            });
    return newest[0];
  }

  /** Of every version that was ever committed; each has one. */
  private List<String> digests(Topics topics) {
    TreeMap<Integer, SortedSet<String>> digests = new TreeMap<>();
    new TopicReader(KafkaConnection.to(broker.bootstrapServers()))
        .read(
            topics.models(),
            record -> {
              if (record.key().contains("@")) {
                ModelManifest manifest = Wire.decode(record.value(), ModelManifest.class);
                digests
                    .computeIfAbsent(manifest.getVersion(), version -> new TreeSet<>())
                    .add(manifest.getSha256());
              }
            });
    List<String> all = new ArrayList<>();
    digests.values().forEach(all::addAll);
    return all;
  }
}
