package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.feed.Delivery;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LivePublishingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final PublisherSettings SETTINGS =
      PublisherSettings.of("cam", START).withDelivery(Delivery.DROP_OLDEST);

  private final TestingKafka kafka = new TestingKafka();
  private final TestingTime time = new TestingTime(START.plusSeconds(1_000));
  private final TestingLiveFeed feed = new TestingLiveFeed(START);
  private PublishCounts counts = new PublishCounts();
  private PublisherSettings settings = SETTINGS;

  @Test
  void shouldLeaveAGapWhereTheSourceWasAwayAndShiftNothing() {
    feed.give(at(1)).give(at(2)).give(at(40)).end();
    PublishedReport report = publish(FlowControl.max());

    List<Features> features = kafka.values(TestingKafka.AUDIO, Features.class);
    assertThat(features).extracting(Features::getClipTime).containsExactly(at(1), at(2), at(40));
    assertThat(features)
        .extracting(Features::getClipId)
        .containsExactly("cam-1767225601", "cam-1767225602", "cam-1767225640");
    assertThat(report.endTime()).isEqualTo(at(41));
  }

  @Test
  void shouldGoOnWithHeartbeatsWhileTheSourceIsSilent() throws InterruptedException {
    FeedPublisher publisher = publisher(FlowControl.max());
    Thread publishing = new Thread(() -> publisher.publish(feed));
    publishing.start();
    feed.horizon(at(60));
    awaitHeartbeats(TestingKafka.PARTITIONS);
    feed.horizon(at(63));
    feed.horizon(at(120));
    awaitHeartbeats(2 * TestingKafka.PARTITIONS);
    publisher.stop();
    publishing.join();

    assertThat(kafka.marks(TestingKafka.AUDIO, MarkKind.HEARTBEAT))
        .extracting(StreamMark::getTime)
        .contains(at(60), at(120))
        .isSorted();
  }

  @Test
  void shouldSayNothingOfTimesThatTheWallClockHasNotReached() throws InterruptedException {
    FeedPublisher publisher = publisher(FlowControl.max());
    Thread publishing = new Thread(() -> publisher.publish(feed));
    publishing.start();
    feed.horizon(at(2_000));
    feed.give(at(1));
    while (publisher.counts().clips() == 0) {
      Thread.onSpinWait();
    }
    publisher.stop();
    publishing.join();

    assertThat(kafka.marks(TestingKafka.AUDIO, MarkKind.END))
        .extracting(StreamMark::getTime)
        .containsOnly(at(2));
  }

  @Test
  void shouldCountWhatComesBehindAHeartbeat() {
    feed.give(at(10)).give(at(3)).give(at(11)).end();
    PublishedReport report = publish(FlowControl.max());

    assertThat(report.clips()).isEqualTo(2);
    assertThat(report.dropped()).isEqualTo(1);
    assertThat(counts.late()).isEqualTo(1);
    assertThat(counts.lastClip()).contains(at(12));
  }

  @Test
  void shouldDropTheOldestWhereKafkaIsSlow() {
    for (int i = 1; i <= 60; i++) {
      feed.give(at(i));
    }
    feed.end();
    PublishedReport report =
        publish(
            turn -> { // the publisher waits at its first clip until the feed was read to its end
              while (turn.clips() == 0 && feed.taken() < 61) {
                Thread.onSpinWait();
              }
              return Duration.ZERO;
            });

    assertThat(report.clips() + report.dropped()).isEqualTo(60);
    assertThat(report.dropped()).isPositive().isEqualTo(counts.gaveWay());
    assertThat(kafka.values(TestingKafka.AUDIO, Features.class))
        .last()
        .extracting(Features::getClipTime)
        .isEqualTo(at(60));
  }

  @Test
  void shouldDropNothingWhereTheUserWantsToWait() {
    for (int i = 1; i <= 60; i++) {
      feed.give(at(i));
    }
    feed.end();
    settings = SETTINGS.withDelivery(Delivery.BLOCK);
    PublishedReport report =
        publish(
            turn -> { // no more is read than there is room for
              while (turn.clips() == 0 && feed.taken() < 18) {
                Thread.onSpinWait();
              }
              return Duration.ZERO;
            });

    assertThat(report.clips()).isEqualTo(60);
    assertThat(report.dropped()).isZero();
  }

  @Test
  void shouldPublishSoManyAsWereAskedForThoughSomeAreDropped() {
    feed.give(at(10)).give(at(3)).give(at(11)).give(at(12)).give(at(13)).end();
    settings = SETTINGS.withMaxClips(3);
    PublishedReport report = publish(FlowControl.max());

    assertThat(report.clips()).isEqualTo(3);
    assertThat(report.endTime()).isEqualTo(at(13));
    assertThat(report.stopped()).isFalse();
  }

  private void awaitHeartbeats(int count) {
    List<StreamMark> marks = new ArrayList<>();
    while (marks.size() < count) {
      marks = kafka.marks(TestingKafka.AUDIO, MarkKind.HEARTBEAT);
      Thread.onSpinWait();
    }
  }

  private PublishedReport publish(FlowControl flow) {
    try (FeedPublisher publisher = publisher(flow)) {
      counts = publisher.counts();
      return publisher.publish(feed);
    }
  }

  private FeedPublisher publisher(FlowControl flow) {
    return new FeedPublisher(settings, kafka.producer(), flow, time, time);
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }
}
