package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.Patience;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.ClusterException;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.cluster.LoopbackPort;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.Topics;
import dev.tandem.stream.door.LostRecords;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItemSerializer;
import dev.tandem.trainer.job.KafkaEnds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and a real Flink cluster in this process, as the demo starts them. */
class EmbeddedIT {
  private static final Topics TOPICS = Topics.standard();
  private static final String IN = TOPICS.labels();
  private static final String OUT = TOPICS.clips();

  /** More records of a MB than a client fetches ahead. */
  private static final int LARGE = 40;

  private static final AtomicInteger READ = new AtomicInteger();

  /** Where a job is held up. */
  private static final Semaphore GATE = new Semaphore(Integer.MAX_VALUE / 2);

  private static final AtomicBoolean FAILS = new AtomicBoolean();

  @TempDir Path directory;

  /** Fails with NoSuchMethodError when kafka-clients is newer than the Flink connector can use. */
  @Test
  void shouldCopyExactlyOnceAcrossASavepointAndABrokerRestart() throws Exception {
    Path savepoint;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      createTopics(kafka);
      FlinkJob job = flink.submit(copy(flink, kafka), "copy", Optional.empty());
      produce(kafka, 0, 100);
      awaitOutput(kafka, 100);
      savepoint = job.stop(Patience.STANDSTILL);
      assertThat(job.failure()).isEmpty();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      FlinkJob job = flink.submit(copy(flink, kafka), "copy", Optional.of(savepoint));
      produce(kafka, 100, 200);
      awaitOutput(kafka, 200);
      assertThat(flink.webAddress().toURL().openStream()).isNotEmpty();
      job.stop(Patience.STANDSTILL);
    }
  }

  @Test
  void shouldNotJumpOverWhatRetentionHasTaken() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      createTopics(kafka);
      FlinkJob job = flink.submit(reading(flink, kafka, List.of()), "reader", Optional.empty());
      Patience.until(() -> READ.get() == 1); // its assignment
      Path savepoint = job.stop(Patience.STANDSTILL);
      TopicPartition partition = new TopicPartition(IN, 0);
      assertThat(SavepointPositions.of(savepoint)).containsExactly(Map.entry(partition, 0L));
      produce(kafka, 0, 100);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(30))).all().get();
      }

      FlinkJob refused =
          flink.submit(
              reading(flink, kafka, List.of(new LostRecords(partition, 0, 20))), // and no more
              "reader",
              Optional.of(copied(savepoint)));
      Patience.until(() -> refused.failure().isPresent());
      assertThat(refused.failure().get())
          .hasMessage(
              "reader failed: retention has taken what was not read: up to 30 of %s partition 0, from offset 0 to 30. Go on without it with --accept-loss, or begin anew in another --state directory"
                  .formatted(IN));
      READ.set(0);
      FlinkJob accepted =
          flink.submit(
              reading(flink, kafka, List.of(new LostRecords(partition, 0, 30))),
              "reader",
              Optional.of(savepoint));
      Patience.until(() -> READ.get() == 1 + 70);
      assertThat(SavepointPositions.of(accepted.stop(Patience.STANDSTILL)))
          .containsExactly(Map.entry(partition, 100L));
    }
  }

  /** The client fetches a little ahead; the rest is taken from before it. */
  @Test
  void shouldRefuseToGoOnWhereRetentionHasOvertakenAJobThatRuns() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      createTopics(kafka);
      READ.set(0);
      FlinkJob job = flink.submit(reading(flink, kafka, List.of()), "reader", Optional.empty());
      Patience.until(() -> READ.get() == 1 && hasCheckpoint(directory.resolve("flink")));
      GATE.drainPermits();
      produce(kafka, 0, LARGE, "x".repeat(900_000));
      Patience.until(GATE::hasQueuedThreads);
      TopicPartition partition = new TopicPartition(IN, 0);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(LARGE))).all().get();
      }
      GATE.release(Integer.MAX_VALUE / 2);

      Patience.until(() -> job.failure().isPresent());
      assertThat(job.failure().get())
          .hasMessageContaining("reader failed: retention has taken what was not read: up to ")
          .hasMessageContaining(" of %s partition 0, from offset ".formatted(IN))
          .hasMessageContaining(" to %d. Go on without it with --accept-loss".formatted(LARGE));
      assertThat(READ.get()).isLessThan(1 + LARGE);
    }
  }

  /** What a task that failed before any checkpoint gives back is asked for again. */
  @Test
  void shouldBeginWithWhatThereIsWhereRetentionWasFasterThanTheFirstCheckpoint() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      createTopics(kafka);
      READ.set(0);
      GATE.drainPermits();
      produce(kafka, 0, LARGE, "x".repeat(900_000));
      StreamExecutionEnvironment environment = reading(flink, kafka, List.of());
      environment.getCheckpointConfig().disableCheckpointing(); // the first would come at once
      FlinkJob job = flink.submit(environment, "reader", Optional.empty());
      Patience.until(GATE::hasQueuedThreads);
      TopicPartition partition = new TopicPartition(IN, 0);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(LARGE))).all().get();
      }
      FAILS.set(true);
      GATE.release(Integer.MAX_VALUE / 2);
      Patience.until(() -> !FAILS.get()); // and then it is tried again
      produce(kafka, LARGE, LARGE + 1);

      int read = READ.get();
      Patience.until(() -> READ.get() >= read + 2 || job.failure().isPresent());
      assertThat(job.failure()).isEmpty();
      assertThat(SavepointPositions.of(job.stop(Patience.STANDSTILL)))
          .containsExactly(Map.entry(partition, LARGE + 1L));
    }
  }

  /** As after an unclean leader election. */
  @Test
  void shouldEndForGoodWhereATopicEndsBeforeItsPosition() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      createTopics(kafka);
      produce(kafka, 0, 10);
      READ.set(0);
      FlinkJob job = flink.submit(reading(flink, kafka, List.of()), "reader", Optional.empty());
      Patience.until(() -> READ.get() == 1 + 10);
      Path savepoint = job.stop(Patience.STANDSTILL);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.deleteTopics(List.of(IN)).all().get();
        Patience.until(() -> !admin.listTopics().names().get().contains(IN));
      }
      createTopics(kafka, IN);
      produce(kafka, 0, 3);

      FlinkJob next =
          flink.submit(reading(flink, kafka, List.of()), "reader", Optional.of(savepoint));
      Patience.until(() -> next.failure().isPresent());
      assertThat(next.failure().get())
          .hasMessageContaining(
              "%s partition 0 ends at offset 3, but this job has read it up to 10: the topic was created anew"
                  .formatted(IN));
      assertThat(READ.get()).isEqualTo(1 + 10);
    }
  }

  @Test
  void shouldSayThatTopicsWereCreatedWhereNobodyKnowsWhetherTheyCanBeWritten() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        Admin admin = new Unready(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        TopicAdmin topics = new TopicAdmin(admin)) {
      List<TopicSpec> one =
          TOPICS.catalogue(List.of("audio"), 1).stream()
              .filter(spec -> spec.name().equals(IN))
              .toList();

      assertThatThrownBy(() -> topics.create(one, Optional.empty()))
          .isInstanceOf(KafkaException.class)
          .hasMessage(
              "created %s, but whether they can be written is not known: cannot reach the new topics at the cluster: no leader yet. Look with tandem topics describe before anything writes to them"
                  .formatted(IN));
      assertThat(topics.create(one, Optional.empty())).as("it is there").isEmpty();
    }
  }

  /** Where no leader answers. */
  private static final class Unready extends ForwardingAdmin {
    Unready(Map<String, Object> settings) {
      super(settings);
    }

    @Override
    public ListOffsetsResult listOffsets(
        Map<TopicPartition, OffsetSpec> asked, ListOffsetsOptions options) {
      KafkaFutureImpl<ListOffsetsResult.ListOffsetsResultInfo> failed = new KafkaFutureImpl<>();
      failed.completeExceptionally(new TimeoutException("no leader yet"));
      Map<TopicPartition, KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo>> all =
          new HashMap<>();
      asked.keySet().forEach(partition -> all.put(partition, failed));
      return new ListOffsetsResult(all);
    }
  }

  private static boolean hasCheckpoint(Path flink) throws IOException {
    try (Stream<Path> files = Files.walk(flink)) {
      return files.anyMatch(file -> file.endsWith("_metadata"));
    } catch (UncheckedIOException taken) { // a newer one has replaced it
      return false;
    }
  }

  /** A transaction's marker has an offset, too, and so has what was aborted. */
  @Test
  void shouldGoOnWhereRetentionHasEmptiedAPartitionThatWasReadToItsEnd() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      createTopics(kafka);
      produceInTransactions(kafka, 3);
      READ.set(0);
      FlinkJob job = flink.submit(reading(flink, kafka, List.of()), "reader", Optional.empty());
      Patience.until(() -> READ.get() == 1 + 3);
      Path savepoint = job.stop(Patience.STANDSTILL);
      TopicPartition partition = new TopicPartition(IN, 0);
      assertThat(SavepointPositions.of(savepoint))
          .containsExactly(Map.entry(partition, 3L + 1 + 2));
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
      }

      FlinkJob next =
          flink.submit(reading(flink, kafka, List.of()), "reader", Optional.of(savepoint));
      produce(kafka, 0, 1);
      Patience.until(() -> READ.get() == 1 + 3 + 1 + 1 || next.failure().isPresent());
      assertThat(next.failure()).isEmpty();
    }
  }

  /** A job that goes on takes its savepoint over, and what fails with it may take it away. */
  private Path copied(Path savepoint) throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static SourceItem read(SourceItem item) throws InterruptedException {
    GATE.acquire();
    if (FAILS.getAndSet(false)) {
      throw new IllegalStateException("as it was told to");
    }
    READ.incrementAndGet();
    return item;
  }

  private static StreamExecutionEnvironment reading(
      EmbeddedFlink flink, EmbeddedKafka kafka, List<LostRecords> accepted) {
    StreamExecutionEnvironment environment = flink.environment(1);
    KafkaEnds ends =
        new KafkaEnds(
                kafka.connection(),
                "reader",
                Map.of(IN, 1),
                Duration.ofMinutes(1),
                Optional.empty())
            .accepting(accepted);
    environment
        .fromSource(
            ends.of("in", List.of(IN)),
            WatermarkStrategy.noWatermarks(),
            "in",
            SourceItemSerializer.TYPE)
        .uid("in")
        .map(EmbeddedIT::read, SourceItemSerializer.TYPE)
        .uid("read")
        .sinkTo(new DiscardingSink<>())
        .uid("out");
    return environment;
  }

  @Test
  void shouldSayWhyAJobFailed() throws Exception {
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      StreamExecutionEnvironment environment = flink.environment(1);
      environment.configure(
          new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
      environment.fromData(1).map(EmbeddedIT::refuse).print();

      FlinkJob job = flink.submit(environment, "refuser", Optional.empty());

      Patience.until(() -> job.failure().isPresent());
      assertThat(job.failure())
          .get()
          .hasToString(ClusterException.class.getName() + ": refuser failed: refused 1");
    }
  }

  @Test
  void shouldSayThatAPortIsTaken() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("a")))) {
      int taken = kafka.port();
      BrokerSettings second =
          new BrokerSettings(
              directory.resolve("b"), OptionalInt.of(taken), OptionalLong.of(1 << 20));

      assertThat(LoopbackPort.isFree(taken)).isFalse();
      assertThatThrownBy(() -> EmbeddedKafka.start(second))
          .isInstanceOf(ClusterException.class)
          .hasMessageStartingWith("the embedded Kafka broker cannot start on port " + taken);
    }
  }

  private static int refuse(int value) {
    throw new IllegalStateException("refused " + value);
  }

  private static void createTopics(EmbeddedKafka kafka, String topic) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      List<TopicSpec> one =
          TOPICS.catalogue(List.of("audio"), 1).stream()
              .filter(spec -> spec.name().equals(topic))
              .toList();
      assertThat(new TopicAdmin(admin).create(one, Optional.empty())).containsExactly(topic);
    }
  }

  private static void createTopics(EmbeddedKafka kafka) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      List<String> created =
          new TopicAdmin(admin)
              .create(TOPICS.catalogue(List.of("audio", "video"), 1), Optional.empty());
      assertThat(created).contains(IN, OUT).hasSize(11);
    }
  }

  private static StreamExecutionEnvironment copy(EmbeddedFlink flink, EmbeddedKafka kafka) {
    StreamExecutionEnvironment environment = flink.environment(1);
    KafkaSource<String> source =
        KafkaSource.<String>builder()
            .setBootstrapServers(kafka.bootstrapServers())
            .setTopics(IN)
            .setGroupId("copy")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("partition.discovery.interval.ms", "-1")
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "in")
        .uid("in")
        .sinkTo(sink(kafka))
        .uid("out");
    return environment;
  }

  private static KafkaSink<String> sink(EmbeddedKafka kafka) {
    return KafkaSink.<String>builder()
        .setBootstrapServers(kafka.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix("copy")
        .setProperty("transaction.timeout.ms", "60000")
        .setRecordSerializer(
            KafkaRecordSerializationSchema.builder()
                .setTopic(OUT)
                .setValueSerializationSchema(new SimpleStringSchema())
                .build())
        .build();
  }

  private static void produce(EmbeddedKafka kafka, int from, int until) throws Exception {
    produce(kafka, from, until, "");
  }

  private static void produce(EmbeddedKafka kafka, int from, int until, String more)
      throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (int i = from; i < until; i++) {
        producer.send(new ProducerRecord<>(IN, i + more)).get();
      }
    }
  }

  /** {@code committed} records, and then one that is aborted. */
  private static void produceInTransactions(EmbeddedKafka kafka, int committed) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "writer");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < committed; i++) {
        producer.send(new ProducerRecord<>(IN, Integer.toString(i))).get();
      }
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(IN, "aborted")).get();
      producer.abortTransaction();
    }
  }

  private static void awaitOutput(EmbeddedKafka kafka, int expected) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    TopicPartition partition = new TopicPartition(OUT, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      Patience.until(
          () -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach((ConsumerRecord<String, String> record) -> values.add(record.value()));
            return values.size() >= expected;
          });
    }
    assertThat(values)
        .containsExactlyElementsOf(
            IntStream.range(0, expected).mapToObj(Integer::toString).toList());
  }
}
