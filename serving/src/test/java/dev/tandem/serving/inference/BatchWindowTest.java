package dev.tandem.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchWindowTest {
  private static final TopicPartition P0 = new TopicPartition(Clips.TOPIC, 0);
  private static final TopicPartition P1 = new TopicPartition(Clips.TOPIC, 1);
  private static final InferenceSettings SETTINGS =
      new InferenceSettings(
          "group", "1", 3, Duration.ofMillis(10), Duration.ofSeconds(10), TopClasses.AUTO);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final AtomicLong millis = new AtomicLong();
  private final BatchWindow window =
      new BatchWindow(SETTINGS, () -> millis.getAndIncrement() * 1_000_000);

  @BeforeEach
  void assign() {
    consumer.assign(List.of(P0, P1));
    consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
  }

  @Test
  void shouldWaitForMoreClipsAfterTheFirst() {
    give(0, 0);
    give(1, 0);
    Batch batch = gather();

    assertThat(batch.size()).isEqualTo(2);
    assertThat(batch.first()).isEqualTo(Map.of(P0, 0L, P1, 0L));
    assertThat(batch.next().get(P0).offset()).isEqualTo(1);
    assertThat(millis.get()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void shouldNotWaitWithEnoughClips() {
    give(0, 0);
    give(0, 1);
    give(0, 2);
    give(0, 3);
    Batch batch = gather();

    assertThat(batch.size()).isEqualTo(3);
    assertThat(batch.next()).isEqualTo(Map.of(P0, new OffsetAndMetadata(3)));
  }

  @Test
  void shouldNotWaitWithoutClips() {
    assertThat(gather().isEmpty()).isTrue();
    assertThat(millis.get()).isLessThan(10);
  }

  @Test
  void shouldForgetPartitionsThatAreTakenAwayMeanwhile() {
    give(0, 0);
    give(1, 0);
    consumer.schedulePollTask(() -> window.drop(List.of(P0)));
    Batch batch = gather();

    assertThat(batch.first()).isEqualTo(Map.of(P1, 0L));
    assertThat(batch.next()).containsOnlyKeys(P1);
  }

  @Test
  void shouldKeepWhatWasReadBeforeAFailure() {
    give(0, 0);
    consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("gone")));

    assertThatThrownBy(this::gather).isInstanceOf(KafkaException.class).hasMessage("gone");
    assertThat(window.gathered().first()).isEqualTo(Map.of(P0, 0L));
  }

  /** One record for one poll. */
  private void give(int partition, long offset) {
    consumer.schedulePollTask(
        () -> consumer.addRecord(Clips.record(partition, offset, Clips.good("c" + offset))));
  }

  private Batch gather() {
    return window.gather(consumer, Duration.ZERO);
  }
}
