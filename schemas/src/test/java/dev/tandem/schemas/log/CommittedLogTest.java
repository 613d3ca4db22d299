package dev.tandem.schemas.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against Kafka's in-memory consumer; {@code DeadLettersIT} reads from a broker. */
class CommittedLogTest {
  private static final String TOPIC = "av.labels.v1";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
  private static final Duration PATIENCE = Duration.ofMillis(50);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final CommittedLog log = new CommittedLog(kafka, "somewhere:9092", PATIENCE);
  private final List<String> read = new ArrayList<>();

  @BeforeEach
  void begin() {
    kafka.updatePartitions(TOPIC, List.of(info(0), info(1)));
    kafka.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    ends(0, 0);
    kafka.assign(List.of(FIRST, SECOND));
  }

  @Test
  void shouldReadToTheEndThatItFound() {
    ends(2, 1);
    record(FIRST, 0, 1, 2);
    record(SECOND, 0, 1);

    log.read(TOPIC, this::take);

    assertThat(read).containsExactlyInAnyOrder("0:0", "0:1", "1:0");
  }

  /** As the broker's does, the position comes past the marker, of which no record is seen. */
  @Test
  void shouldNotWaitForTheRecordOfAMarker() {
    ends(3, 0);
    record(FIRST, 0, 1);
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> kafka.seek(FIRST, 3));

    log.read(TOPIC, this::take);

    assertThat(read).containsExactly("0:0", "0:1");
  }

  @Test
  void shouldReadNothingOfAnEmptyTopic() {
    log.read(TOPIC, this::take);

    assertThat(read).isEmpty();
  }

  @Test
  void shouldGoOnBehindPositions() {
    ends(3, 2);
    record(FIRST, 0, 1, 2);

    log.read(log.behind(Map.of(FIRST, 2L, SECOND, 2L)), this::take);

    assertThat(read).containsExactly("0:2");
  }

  @Test
  void shouldBeginAnewWhereTheTopicWasMadeAnew() {
    ends(1, 0);

    assertThat(log.behind(Map.of(FIRST, 9L))).containsValue(new Span(0, 1));
  }

  @Test
  void shouldReadNoFurtherThanToWhatIsWanted() {
    ends(3, 0);
    record(FIRST, 0, 1, 2);

    assertThat(log.first(log.whole(TOPIC), found -> found.offset() == 1))
        .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(1));
  }

  @Test
  void shouldSayWhereItWasWhenNothingCame() {
    ends(0, 5);
    record(SECOND, 0, 1);

    assertThatThrownBy(() -> log.read(TOPIC, this::take))
        .isInstanceOf(UnreadableTopicException.class)
        .hasMessage(
            "topic av.labels.v1, partition 1 at somewhere:9092: nothing came for 0 s behind offset 2, but its end is 5; look whether the partition has a leader and its broker can be reached, and try again");
    assertThat(read).containsExactly("1:0", "1:1");
  }

  @Test
  void shouldSayThatATransactionHidesTheRest() {
    assertThatThrownBy(() -> log.read(Map.of(FIRST, new Span(0, 5)), this::take))
        .hasMessageContaining(
            "an open transaction hides the rest: wait until its writer has ended it, or the broker has given it up, and try again");
  }

  @Test
  void shouldSayThatThereIsNoTopic() {
    assertThatThrownBy(() -> log.read("nobodys", this::take))
        .isInstanceOf(UnreadableTopicException.class)
        .hasMessage(
            "there is no topic nobodys at somewhere:9092; create it with tandem topics create, or name another prefix with --prefix");
  }

  @Test
  void shouldSayThatTheClusterDoesNotAnswer() {
    kafka.setOffsetsException(new TimeoutException());

    assertThatThrownBy(() -> log.ends(List.of(FIRST, SECOND)))
        .isInstanceOf(UnreadableTopicException.class)
        .hasMessageStartingWith(
            "the Kafka cluster at somewhere:9092 did not say where av.labels.v1 ends within 0 s; look whether");
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    read.add(record.partition() + ":" + record.offset());
  }

  private void ends(long first, long second) {
    kafka.updateEndOffsets(Map.of(FIRST, first, SECOND, second));
  }

  private void record(TopicPartition partition, long... offsets) {
    for (long offset : offsets) {
      kafka.addRecord(
          new ConsumerRecord<>(TOPIC, partition.partition(), offset, new byte[0], new byte[0]));
    }
  }

  private static PartitionInfo info(int partition) {
    return new PartitionInfo(TOPIC, partition, Node.noNode(), new Node[0], new Node[0]);
  }
}
