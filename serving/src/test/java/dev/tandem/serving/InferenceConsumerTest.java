package dev.tandem.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.delivery.TestingClock;
import dev.tandem.serving.delivery.TestingModels;
import dev.tandem.serving.delivery.TestingTopics;
import dev.tandem.serving.delivery.VersionFollower;
import dev.tandem.serving.inference.Clips;
import dev.tandem.serving.inference.InferenceSettings;
import dev.tandem.serving.inference.TopClasses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferenceConsumerTest {
  private static final TopicPartition P0 = new TopicPartition(Clips.TOPIC, 0);
  private static final TopicPartition P1 = new TopicPartition(Clips.TOPIC, 1);
  private static final InferenceSettings SETTINGS =
      new InferenceSettings(
          "group", "1", 256, Duration.ZERO, Duration.ofSeconds(10), TopClasses.AUTO);

  private final TestingTopics topics = new TestingTopics();
  private final TestingModels models = new TestingModels();
  private final TestingClock clock = new TestingClock();
  private final LiveModel live = live(models);
  private TestingClients clients;
  private InferenceConsumer consumer;

  @AfterEach
  void close() {
    consumer.close();
    live.close();
  }

  @Test
  void shouldGiveEachClipOnePrediction() {
    publish(1, 0.75f);
    start(producer -> {});
    give(List.of(Clips.record(0, 0, Clips.good("a")), Clips.record(1, 0, Clips.good("b"))));
    give(List.of(Clips.record(0, 1, Clips.good("c"))));
    Patience.until(() -> consumer.counters().predictions() == 3);

    assertThat(predictions())
        .extracting(Prediction::getClipId)
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(predictions())
        .allSatisfy(
            prediction -> {
              assertThat(prediction.getVersion()).isEqualTo(1);
              assertThat(prediction.getClassName()).isEqualTo("yes");
              assertThat(prediction.getProbability()).isEqualTo(0.75f);
              assertThat(prediction.getClipTime()).isEqualTo(Clips.TIME);
            });
    assertThat(sentOffsets()).containsEntry(P0, 2L).containsEntry(P1, 1L);
  }

  @Test
  void shouldReadNothingUntilAModelIsLoaded() {
    start(producer -> {});
    Patience.until(() -> clients.member().paused().containsAll(List.of(P0, P1)));
    give(List.of(Clips.record(0, 0, Clips.good("a"))));
    publish(1, 0.75f);
    Patience.until(() -> consumer.counters().predictions() == 1);

    assertThat(clients.member().paused()).isEmpty();
  }

  @Test
  void shouldAnswerABatchWithOneVersionAndTheNextWithANewerOne() {
    publish(1, 0.75f);
    start(producer -> {});
    give(List.of(Clips.record(0, 0, Clips.good("a"))));
    Patience.until(() -> consumer.counters().predictions() == 1);
    publish(2, 0.25f);
    give(List.of(Clips.record(0, 1, Clips.good("b"))));
    Patience.until(() -> consumer.counters().predictions() == 2);

    assertThat(predictions()).extracting(Prediction::getVersion).containsExactly(1, 2);
    assertThat(predictions()).extracting(Prediction::getClassName).containsExactly("yes", "no");
    assertThat(consumer.counters().swaps()).isEqualTo(1);
    Patience.until(() -> models.built().get(0).closes() == 1);
    assertThat(models.built().get(1).closes()).isZero();
  }

  @Test
  void shouldBuryWhatCannotBeAnswered() {
    publish(1, 0.75f);
    start(producer -> {});
    byte[] foreign = "foreign".getBytes(StandardCharsets.UTF_8);
    give(
        List.of(
            Clips.record(0, 5, "odd", foreign),
            Clips.record(0, 6, Clips.good("a")),
            Clips.record(0, 7, Clips.good("misfit"))));
    Patience.until(() -> consumer.counters().deadLetters() == 2);

    assertThat(predictions()).extracting(Prediction::getClipId).containsExactly("a");
    ProducerRecord<byte[], byte[]> letter = deadLetters().get(0);
    assertThat(letter.key()).isEqualTo("odd".getBytes(StandardCharsets.UTF_8));
    assertThat(letter.value()).isEqualTo(foreign);
    assertThat(header(letter, "reason"))
        .isEqualTo(
            "it is no clip: not Avro single-object encoding: 7 bytes without the marker C3 01");
    assertThat(header(letter, "stream")).isEqualTo("unknown");
    assertThat(header(letter, "topic")).isEqualTo(Clips.TOPIC);
    assertThat(header(letter, "partition")).isEqualTo("0");
    assertThat(header(letter, "offset")).isEqualTo("5");
    assertThat(header(letter, "timestamp")).isEqualTo("1700000000123");
    assertThat(header(letter, "exception")).isEqualTo("dev.tandem.schemas.WireException");
    assertThat(header(deadLetters().get(1), "reason")).isEqualTo("misfit does not fit");
    assertThat(header(deadLetters().get(1), "stream")).isEqualTo("studio");
    assertThat(sentOffsets()).containsEntry(P0, 8L);
  }

  @Test
  void shouldAbortAndReadAgainWhenATransactionFails() {
    publish(1, 0.75f);
    start(producer -> producer.sendOffsetsToTransactionException = new KafkaException("no"));
    give(List.of(Clips.record(0, 3, Clips.good("a"))));
    Patience.until(() -> consumer.counters().aborted() == 1);
    assertThat(first().transactionAborted()).isTrue();
    first().sendOffsetsToTransactionException = null;
    Patience.until(() -> clients.member().position(P0) == 3);
    give(List.of(Clips.record(0, 3, Clips.good("a"))));
    Patience.until(() -> consumer.counters().predictions() == 1);

    assertThat(predictions()).extracting(Prediction::getClipId).containsExactly("a");
    assertThat(clients.producers()).hasSize(1);
  }

  @Test
  void shouldGoOnWhereTheGroupStandsWhenACommitTurnsOutToHaveSucceeded() {
    publish(1, 0.75f);
    start(
        producer -> {
          producer.commitTransactionException = new KafkaException("timed out");
          producer.abortTransactionException = new KafkaException("commit pending");
        });
    clients.member().commitSync(Map.of(P0, new OffsetAndMetadata(4)));
    give(List.of(Clips.record(0, 3, Clips.good("a"))));
    Patience.until(() -> clients.producers().size() == 2);
    Patience.until(() -> consumer.positions().getOrDefault(P0, 0L) == 4);
    give(List.of(Clips.record(0, 4, Clips.good("b"))));
    Patience.until(() -> consumer.counters().predictions() == 1);

    assertThat(first().closed()).isTrue();
    assertThat(predictions()).extracting(Prediction::getClipId).containsExactly("b");
  }

  @Test
  void shouldMakeANewProducerWhenItWasFenced() {
    publish(1, 0.75f);
    start(producer -> {});
    first().fenceProducer();
    give(List.of(Clips.record(0, 0, Clips.good("a"))));
    Patience.until(() -> clients.producers().size() == 2);
    Patience.until(() -> consumer.positions().getOrDefault(P0, -1L) == 0);
    give(List.of(Clips.record(0, 0, Clips.good("a"))));
    Patience.until(() -> consumer.counters().predictions() == 1);

    assertThat(predictions()).extracting(Prediction::getClipId).containsExactly("a");
    assertThat(first().closed()).isTrue();
  }

  @Test
  void shouldFailClearlyWhenKafkaRefusesAccess() {
    publish(1, 0.75f);
    start(producer -> producer.commitTransactionException = new TopicAuthorizationException("av"));
    give(List.of(Clips.record(0, 0, Clips.good("a"))));
    Patience.until(() -> consumer.failure().isPresent());

    assertThat(consumer.failure().orElseThrow()).hasMessageStartingWith("Kafka refuses access: ");
    assertThat(clients.member().closed()).isTrue();
  }

  @Test
  void shouldAnswerOnWhileItsShadowFails() {
    TestingModels shadowed = new TestingModels();
    try (LiveModel shadow = live(shadowed)) {
      publish(1, 0.75f);
      Patience.until(() -> shadow.version().isPresent());
      shadowed.whileScoring(
          () -> {
            throw new OutOfMemoryError("of the shadow");
          });
      start(producer -> {}, Optional.of(shadow));
      give(List.of(Clips.record(0, 0, Clips.good("a"))));
      Patience.until(() -> consumer.counters().shadowFailed() == 1);
      give(List.of(Clips.record(0, 1, Clips.good("b"))));
      Patience.until(() -> consumer.counters().shadowFailed() == 2);
      consumer.close();
    }

    assertThat(consumer.failure()).isEmpty();
    assertThat(predictions()).extracting(Prediction::getClipId).containsExactly("a", "b");
    assertThat(consumer.counters().aborted()).isZero();
  }

  @Test
  void shouldKnowWhenEverythingIsAnswered() {
    publish(1, 0.75f);
    start(producer -> {});
    assertThat(consumer.caughtUp(Map.of(P0, 0L))).isTrue();
    assertThat(consumer.caughtUp(Map.of(P0, 1L))).isFalse();
    give(List.of(Clips.record(0, 0, Clips.good("a"))));

    Patience.until(() -> consumer.caughtUp(Map.of(P0, 1L, P1, 0L)));
    assertThat(consumer.counters().predictions()).isEqualTo(1);
  }

  @Test
  void shouldCloseItsClients() {
    start(producer -> {});
    Patience.until(() -> clients.producers().size() == 1);
    consumer.close();

    assertThat(clients.member().closed()).isTrue();
    assertThat(first().closed()).isTrue();
  }

  @Test
  void shouldTimeAnswersFromTheEndOfTheirClips() {
    publish(1, 0.75f);
    start(producer -> {});
    clock.advance(Duration.between(clock.instant(), Clips.TIME.plusMillis(300)));
    give(List.of(Clips.record(0, 0, Clips.good("a")), Clips.record(1, 0, Clips.good("b"))));
    Patience.until(() -> consumer.batchSeconds().count() == 1);
    Patience.until(() -> consumer.answerSeconds().count() == 2);

    assertThat(consumer.answerSeconds().upTo()).containsEntry(0.25, 0L).containsEntry(0.5, 2L);
    assertThat(consumer.answerSeconds().sum()).isEqualTo(0.6);
  }

  @Test
  void shouldSayThatOthersHaveAllClips() {
    publish(1, 0.75f);
    start(producer -> {});
    assertThat(consumer.isIdle()).isFalse();
    assertThat(consumer.partitions()).isEqualTo(2);

    clients.member().schedulePollTask(() -> clients.member().rebalance(List.of()));
    Patience.until(consumer::isIdle);
    assertThat(consumer.partitions()).isZero();

    clients.member().schedulePollTask(() -> clients.member().rebalance(List.of(P1)));
    Patience.until(() -> !consumer.isIdle());
  }

  private LiveModel live(TestingModels builder) {
    DeliverySettings settings =
        new DeliverySettings(
            Publication.MODEL,
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            1 << 20,
            2,
            1,
            Optional.empty());
    CurrentModel current = new CurrentModel(1, SwapListener.NONE, clock);
    VersionFollower follower =
        new VersionFollower(
            settings,
            Topics.standard(),
            topics.versionLog(),
            topics.chunkLog(),
            builder,
            current,
            clock);
    return LiveModel.start("test", follower, current);
  }

  private void publish(int version, float weight) {
    Publication publication = Publication.of(1, version, weight);
    topics.publish(publication);
    Patience.until(() -> live.version().filter(publication.key()::equals).isPresent());
  }

  private void start(Consumer<MockProducer<byte[], byte[]>> prepareFirst) {
    start(prepareFirst, Optional.empty());
  }

  private void start(
      Consumer<MockProducer<byte[], byte[]>> prepareFirst, Optional<LiveModel> shadow) {
    clients = new TestingClients(prepareFirst);
    MockConsumer<byte[], byte[]> member = clients.member();
    member.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    member.schedulePollTask(() -> member.rebalance(List.of(P0, P1)));
    consumer = InferenceConsumer.start(SETTINGS, Topics.standard(), clients, live, shadow, clock);
    Patience.until(() -> consumer.positions().keySet().containsAll(List.of(P0, P1)));
  }

  private void give(List<ConsumerRecord<byte[], byte[]>> records) {
    clients.member().schedulePollTask(() -> records.forEach(clients.member()::addRecord));
  }

  private MockProducer<byte[], byte[]> first() {
    return clients.producers().get(0);
  }

  private List<Prediction> predictions() {
    return written(record -> record.topic().equals("av.predictions.v1")).stream()
        .map(record -> Wire.decode(record.value(), Prediction.class))
        .toList();
  }

  private List<ProducerRecord<byte[], byte[]>> deadLetters() {
    return written(record -> record.topic().equals("av.dead-letters.v1"));
  }

  private List<ProducerRecord<byte[], byte[]>> written(
      Predicate<ProducerRecord<byte[], byte[]>> which) {
    List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
    clients.producers().forEach(producer -> written.addAll(producer.history()));
    return written.stream().filter(which).toList();
  }

  private Map<TopicPartition, Long> sentOffsets() {
    Map<TopicPartition, Long> sent = new HashMap<>();
    for (MockProducer<byte[], byte[]> producer : clients.producers()) {
      for (var groups : producer.consumerGroupOffsetsHistory()) {
        groups.values().forEach(o -> o.forEach((tp, offset) -> sent.put(tp, offset.offset())));
      }
    }
    return sent;
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
