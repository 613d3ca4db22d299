package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TestingKafka kafka = new TestingKafka();
  private final Gateway gateway = open("hall", kafka);

  @Test
  void shouldBeAsFarAsItsSlowestStream() {
    StreamMarks a = gateway.join();
    StreamMarks b = gateway.join();
    a.mark(MarkKind.START, at(0));
    b.mark(MarkKind.START, at(3));
    a.mark(MarkKind.HEARTBEAT, at(20));
    b.mark(MarkKind.HEARTBEAT, at(9));
    b.mark(MarkKind.HEARTBEAT, at(12)); // less than a heartbeat on
    b.mark(MarkKind.END, at(14));
    a.mark(MarkKind.END, at(30));

    assertThat(marks())
        .extracting(StreamMark::getStream, StreamMark::getKind, StreamMark::getTime)
        .containsExactly(
            tuple("hall", MarkKind.START, at(0)),
            tuple("hall", MarkKind.HEARTBEAT, at(9)),
            tuple("hall", MarkKind.HEARTBEAT, at(20)),
            tuple("hall", MarkKind.END, at(30)));
  }

  @Test
  void shouldSayItInEveryPartition() {
    gateway.join().mark(MarkKind.START, at(0));

    for (String topic : List.of(TestingKafka.AUDIO, TestingKafka.VIDEO, TestingKafka.LABELS)) {
      assertThat(kafka.marks(topic, MarkKind.START)).hasSize(TestingKafka.PARTITIONS);
    }
  }

  /** Or all others would wait for it for ever. */
  @Test
  void shouldWaitForNoStreamThatFailed() {
    StreamMarks a = gateway.join();
    StreamMarks failing = gateway.join();
    a.mark(MarkKind.START, at(0));
    failing.mark(MarkKind.START, at(0));
    failing.close();
    a.mark(MarkKind.HEARTBEAT, at(10));
    a.close();

    assertThat(marks())
        .extracting(StreamMark::getKind, StreamMark::getTime)
        .containsExactly(tuple(MarkKind.START, at(0)), tuple(MarkKind.HEARTBEAT, at(10)));
  }

  /** Or its first clips would be late before it could write them. */
  @Test
  void shouldNotPassAStreamThatHasTakenItsPlace() {
    StreamMarks a = gateway.join(at(0));
    StreamMarks slow = gateway.join(at(0));
    a.mark(MarkKind.START, at(0));
    a.mark(MarkKind.HEARTBEAT, at(60));
    assertThat(gateway.slowest()).contains(at(0));
    slow.mark(MarkKind.START, at(0));
    slow.mark(MarkKind.HEARTBEAT, at(7));

    assertThat(marks())
        .extracting(StreamMark::getKind, StreamMark::getTime)
        .containsExactly(tuple(MarkKind.START, at(0)), tuple(MarkKind.HEARTBEAT, at(7)));
  }

  /** Or others would wait for a process that has nothing to say. */
  @Test
  void shouldSayThatNothingComesWhereAllStreamsHaveFailed() {
    StreamMarks failing = gateway.join(at(0));
    gateway.rest();
    failing.mark(MarkKind.HEARTBEAT, at(8));
    failing.close();
    gateway.rest();
    gateway.rest();
    gateway.join(at(20)).mark(MarkKind.START, at(20));

    assertThat(marks())
        .extracting(StreamMark::getKind, StreamMark::getTime)
        .containsExactly(
            tuple(MarkKind.START, at(0)),
            tuple(MarkKind.HEARTBEAT, at(8)),
            tuple(MarkKind.END, at(8)),
            tuple(MarkKind.START, at(20)));
  }

  @Test
  void shouldGoOnForTheOthersWhereAMarkWasRefused() {
    TestingKafka refusing = new TestingKafka(false);
    Gateway shared = open("hall", refusing);
    StreamMarks unlucky = shared.join(at(0));
    StreamMarks other = shared.join(at(0));
    refusing.producer().errorNext(new RecordTooLargeException("too large by far"));
    other.mark(MarkKind.HEARTBEAT, at(30));
    assertThatThrownBy(() -> unlucky.mark(MarkKind.HEARTBEAT, at(10)))
        .isInstanceOf(FeedException.class);
    unlucky.close();
    other.mark(MarkKind.HEARTBEAT, at(36));

    assertThat(shared.slowest()).contains(at(36));
    assertThat(refusing.marks(TestingKafka.AUDIO, MarkKind.HEARTBEAT))
        .extracting(StreamMark::getTime)
        .contains(at(36));
  }

  @Test
  void shouldBeginAgainAfterItsLastStreamEnded() {
    for (int second : new int[] {0, 100}) {
      StreamMarks marks = gateway.join();
      marks.mark(MarkKind.START, at(second));
      marks.mark(MarkKind.END, at(second + 5));
      marks.close();
    }

    assertThat(marks())
        .extracting(StreamMark::getKind)
        .containsExactly(MarkKind.START, MarkKind.END, MarkKind.START, MarkKind.END);
  }

  @Test
  void shouldSpeakForTheStreamsOfARun() {
    TestingTime time = new TestingTime(START.plusSeconds(1_000));
    for (String stream : List.of("a", "b")) {
      PublisherSettings settings = PublisherSettings.of(stream, START).withMaxClips(10);
      try (Feed feed = Feeds.open(Feeds.parse("synthetic:?dimension=4"), 7);
          FeedPublisher publisher =
              new FeedPublisher(
                  settings,
                  kafka.producer(),
                  Optional.of(gateway),
                  FlowControl.max(),
                  time,
                  time,
                  new PublishCounts())) {
        publisher.publish(feed);
      }
    }

    assertThat(kafka.values(TestingKafka.AUDIO, Features.class))
        .hasSize(20)
        .allSatisfy(features -> assertThat(features.getGateway()).isEqualTo("hall"));
    assertThat(kafka.values(TestingKafka.LABELS, Label.class))
        .hasSize(20)
        .allSatisfy(label -> assertThat(label.getGateway()).isEqualTo("hall"));
    assertThat(marks()).extracting(StreamMark::getStream).containsOnly("hall");
    assertThat(kafka.producer().closed()).as("by one of the streams").isFalse();
    gateway.close();
    assertThat(kafka.producer().closed()).isTrue();
  }

  @Test
  void shouldSayWhatKafkaRefused() {
    TestingKafka refusing = new TestingKafka(false);
    StreamMarks marks = open("hall", refusing).join();
    marks.mark(MarkKind.START, at(0));
    refusing.producer().errorNext(new RecordTooLargeException("too large by far"));

    assertThatThrownBy(() -> marks.mark(MarkKind.HEARTBEAT, at(10)))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("Kafka did not take a record of stream hall (too large by far).");
  }

  @Test
  void shouldRefuseAnImpossibleName() {
    assertThatThrownBy(() -> open("my hall", kafka))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("stream is 'my hall'; ");
  }

  private static Gateway open(String name, TestingKafka kafka) {
    return Gateway.open(
        name,
        Duration.ofSeconds(5),
        Topics.standard(),
        List.of("audio", "video"),
        kafka.producer());
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  /** Of one partition. */
  private List<StreamMark> marks() {
    return kafka.records(TestingKafka.VIDEO).stream()
        .filter(record -> record.partition() != null && record.partition() == 1)
        .map(record -> Wire.decode(record.value()))
        .filter(StreamMark.class::isInstance)
        .map(StreamMark.class::cast)
        .toList();
  }
}
