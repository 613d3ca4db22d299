package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;

class FeedPublisherTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LONG_AFTER = START.plus(Duration.ofDays(1));
  private static final PublisherSettings TEN = PublisherSettings.of("s", START).withMaxClips(10);

  private final TestingKafka kafka = new TestingKafka();
  private final TestingTime time = new TestingTime(LONG_AFTER);

  @Test
  void shouldWriteEveryPartOfEveryClipAtTheEndOfItsSegment() {
    PublishedReport report = publish(TEN);

    assertThat(report)
        .isEqualTo(
            new PublishedReport("s", 10, 10, START, START.plusSeconds(10), 0, false, List.of()));
    for (String topic : List.of(TestingKafka.AUDIO, TestingKafka.VIDEO)) {
      List<Features> features = kafka.values(topic, Features.class);
      assertThat(features).hasSize(10);
      assertThat(features.get(3).getClipId()).isEqualTo("s-00000003");
      assertThat(features.get(3).getClipTime()).isEqualTo(START.plusSeconds(3));
      assertThat(record(topic, "s-00000003").timestamp())
          .isEqualTo(START.plusSeconds(4).toEpochMilli());
    }
    assertThat(kafka.values(TestingKafka.LABELS, Label.class)).hasSize(10);
  }

  @Test
  void shouldSayStartAndEndInEveryPartition() {
    publish(TEN);

    for (String topic : List.of(TestingKafka.AUDIO, TestingKafka.VIDEO, TestingKafka.LABELS)) {
      assertThat(kafka.marks(topic, MarkKind.START)).hasSize(TestingKafka.PARTITIONS);
      assertThat(kafka.marks(topic, MarkKind.END))
          .hasSize(TestingKafka.PARTITIONS)
          .allSatisfy(mark -> assertThat(mark.getTime()).isEqualTo(START.plusSeconds(10)));
      assertThat(kafka.records(topic).get(0).timestamp()).isEqualTo(START.toEpochMilli());
    }
  }

  @Test
  void shouldSendNothingElseBeforeTheStartIsAcknowledged() {
    TestingKafka slow = new TestingKafka(false);
    List<Boolean> acknowledged = new ArrayList<>();
    FlowControl watching =
        turn -> {
          if (turn.clips() == 0) {
            acknowledged.add(slow.producer().flushed());
          }
          return Duration.ZERO;
        };
    publish(slow, time, TEN, watching);

    assertThat(acknowledged).containsExactly(true);
  }

  @Test
  void shouldWriteEachPartitionInTheOrderOfTime() {
    publish(TEN.withLabelDelay(Duration.ofMillis(2_500)).withHeartbeat(Duration.ofSeconds(2)));

    List<ProducerRecord<String, byte[]>> written = kafka.producer().history();
    assertThat(written.stream().map(ProducerRecord::timestamp)).isSorted();
    assertThat(kafka.marks(TestingKafka.AUDIO, MarkKind.HEARTBEAT)).hasSize(5 * 2);
  }

  @Test
  void shouldHoldLabelsBackUntilTheyAreKnown() {
    PublishedReport report = publish(TEN.withLabelDelay(Duration.ofMillis(2_500)));

    assertThat(record(TestingKafka.LABELS, "s-00000000").timestamp())
        .isEqualTo(START.plusMillis(3_500).toEpochMilli());
    List<String> keys = kafka.producer().history().stream().map(ProducerRecord::key).toList();
    assertThat(keys.lastIndexOf("s-00000000")).isGreaterThan(keys.indexOf("s-00000002"));
    assertThat(report.endTime()).isEqualTo(START.plusMillis(12_500));
  }

  @Test
  void shouldOnlyMoveTimesWhenTheRunStartsAtAnotherTime() {
    publish(TEN);
    TestingKafka shifted = new TestingKafka();
    Duration shift = Duration.ofHours(37).plusMinutes(13);
    TestingTime later = new TestingTime(LONG_AFTER.plus(shift));
    publish(shifted, later, settings(START.plus(shift)), FlowControl.max());

    List<Features> one = kafka.values(TestingKafka.AUDIO, Features.class);
    List<Features> other = shifted.values(TestingKafka.AUDIO, Features.class);
    assertThat(other).extracting(Features::getPayload).isEqualTo(map(one, Features::getPayload));
    assertThat(other)
        .extracting(f -> f.getClipTime().minus(shift))
        .isEqualTo(map(one, Features::getClipTime));
  }

  @Test
  void shouldNotPublishBeyondTheWallClock() {
    TestingTime early = new TestingTime(START.plusSeconds(4));
    publish(kafka, early, TEN, FlowControl.max());

    assertThat(early.instant()).isEqualTo(START.plusMillis(9_500));
    assertThat(kafka.marks(TestingKafka.VIDEO, MarkKind.HEARTBEAT))
        .as("one before every wait, so that no partition holds the watermark")
        .hasSizeGreaterThanOrEqualTo(5 * TestingKafka.PARTITIONS);
  }

  @Test
  void shouldEndTheStreamWhenStopped() {
    List<FeedPublisher> running = new ArrayList<>();
    FlowControl stopsAtFive =
        turn -> {
          if (turn.clips() == 5) {
            running.get(0).stop();
            return Duration.ofSeconds(1);
          }
          return Duration.ZERO;
        };
    try (Feed feed = feed();
        FeedPublisher publisher =
            new FeedPublisher(TEN, kafka.producer(), stopsAtFive, time, time)) {
      running.add(publisher);
      PublishedReport report = publisher.publish(feed);

      assertThat(report.clips()).isEqualTo(5);
      assertThat(report.stopped()).isTrue();
    }
    assertThat(kafka.marks(TestingKafka.LABELS, MarkKind.END)).hasSize(TestingKafka.PARTITIONS);
    assertThat(kafka.producer().closed()).isTrue();
  }

  @Test
  void shouldEndTheStreamWhenInterruptedAndKeepTheFlag() {
    FlowControl interruptsAtFive =
        turn -> {
          if (turn.clips() == 5) {
            Thread.currentThread().interrupt();
            return Duration.ofSeconds(1);
          }
          return Duration.ZERO;
        };
    PublishedReport report = publish(kafka, time, TEN, interruptsAtFive);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(report.clips()).isEqualTo(5);
    assertThat(kafka.marks(TestingKafka.AUDIO, MarkKind.END)).hasSize(TestingKafka.PARTITIONS);
  }

  @Test
  void shouldSayWhatKafkaRefused() {
    TestingKafka refusing = new TestingKafka(false);
    FlowControl refusesAtFive =
        turn -> {
          if (turn.clips() == 5) {
            refusing.producer().errorNext(new RecordTooLargeException("too large by far"));
          }
          return Duration.ZERO;
        };

    assertThatThrownBy(() -> publish(refusing, time, TEN, refusesAtFive))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("Kafka did not take a record of stream s (too large by far).");
    assertThat(refusing.marks(TestingKafka.AUDIO, MarkKind.END)).isEmpty();
  }

  @Test
  void shouldRefuseAnImpossibleStreamName() {
    assertThatThrownBy(() -> PublisherSettings.of("my stream", START))
        .hasMessage(
            "stream is 'my stream'; allowed are 1 to 200 letters, digits, '.', '_' and '-'.");
  }

  private static PublisherSettings settings(Instant start) {
    return PublisherSettings.of("s", start).withMaxClips(10);
  }

  private static Feed feed() {
    return Feeds.open(Feeds.parse("synthetic:?dimension=4"), 7);
  }

  private PublishedReport publish(PublisherSettings settings) {
    return publish(kafka, time, settings, FlowControl.max());
  }

  private static PublishedReport publish(
      TestingKafka kafka, TestingTime time, PublisherSettings settings, FlowControl flow) {
    try (Feed feed = feed();
        FeedPublisher publisher = new FeedPublisher(settings, kafka.producer(), flow, time, time)) {
      return publisher.publish(feed);
    }
  }

  private ProducerRecord<String, byte[]> record(String topic, String key) {
    return kafka.records(topic).stream().filter(r -> r.key().equals(key)).findFirst().orElseThrow();
  }

  private static <T, R> List<R> map(List<T> values, java.util.function.Function<T, R> function) {
    return values.stream().map(function).toList();
  }
}
