package dev.tandem.ingest.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.publish.FlowControl;
import dev.tandem.ingest.publish.Gateway;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.ingest.publish.TestingKafka;
import dev.tandem.ingest.publish.TestingLiveFeed;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FleetTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final FeedUri LIVE = Feeds.parse("lavfi:sine");
  private static final FeedUri SEEDED = Feeds.parse("synthetic:?dimension=4&rate=max");

  private final TestingKafka kafka = new TestingKafka();
  private final Gateway gateway =
      Gateway.open(
          "hall",
          Duration.ofSeconds(5),
          Topics.standard(),
          List.of("audio", "video"),
          kafka.producer());
  private final RecordedNews news = new RecordedNews();

  /** What is opened, stream by stream, each time that it is; the last one fails. */
  private final Map<String, Queue<Feed>> live = new HashMap<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void shouldPublishSoManyFeeds(int feeds) {
    List<FeedPlan> plans =
        IntStream.range(0, feeds).mapToObj(i -> plan("s" + i, SEEDED, i, 10)).toList();
    run(plans);

    Map<String, Long> clips = new HashMap<>();
    kafka
        .values(TestingKafka.AUDIO, Features.class)
        .forEach(features -> clips.merge(features.getStream(), 1L, Long::sum));
    assertThat(clips).hasSize(feeds).allSatisfy((stream, count) -> assertThat(count).isEqualTo(10));
    assertThat(kafka.marks(TestingKafka.AUDIO, MarkKind.START))
        .extracting(StreamMark::getStream, StreamMark::getTime)
        .containsOnly(tuple("hall", START));
    assertThat(kafka.marks(TestingKafka.VIDEO, MarkKind.END))
        .extracting(StreamMark::getTime)
        .containsOnly(START.plusSeconds(10))
        .hasSize(TestingKafka.PARTITIONS);
  }

  /** A stream that is behind must not find that another one has told its time for it. */
  @Test
  void shouldWriteNothingThatIsLate() {
    run(List.of(plan("a", SEEDED, 1, 300), plan("b", SEEDED, 2, 300), plan("c", SEEDED, 3, 300)));

    Map<Integer, Instant> told = new HashMap<>();
    kafka.records(TestingKafka.LABELS).stream()
        .filter(record -> record.partition() != null)
        .forEach(mark -> told.put(mark.partition(), Instant.ofEpochMilli(mark.timestamp())));
    assertThat(told.values()).containsOnly(START.plusSeconds(300));
    assertThat(news.lines())
        .containsOnly("a ended with 300", "b ended with 300", "c ended with 300");
    assertThat(lateOf(TestingKafka.AUDIO)).isEmpty();
  }

  @Test
  void shouldLetNoFeedThatFailsStopAnother() {
    live.put("dies", opened(new TestingLiveFeed(at(0)).give(at(1)).breakWith("the lens fell off")));
    live.put("never", opened());
    FeedPlan missing = plan("missing", Feeds.parse("file:/nowhere/at/all.mp4"), 0, 10);
    try (Fleet fleet =
        fleet(
            List.of(
                missing,
                plan("dies", LIVE, 0, 10),
                plan("never", LIVE, 0, 10),
                plan("well", SEEDED, 0, 200)))) {
      launch(fleet);
      await(() -> status(fleet, "well").state() == FeedState.ENDED);
      await(() -> status(fleet, "dies").failures() > 1);

      assertThat(status(fleet, "missing").state()).isEqualTo(FeedState.FAILED);
      assertThat(status(fleet, "missing").reason())
          .get()
          .asString()
          .contains("/nowhere/at/all.mp4");
      assertThat(status(fleet, "well").published().clips()).isEqualTo(200);
      assertThat(status(fleet, "dies").published().clips()).isEqualTo(1);
      assertThat(status(fleet, "never").state().isFinal()).isFalse();
    }
    assertThat(news.lines())
        .contains(
            "dies failed: the lens fell off, again in PT1S",
            "never failed: nobody is there, again in PT1S",
            "well ended with 200");
    assertThat(news.lines()).as("not for each attempt").doesNotHaveDuplicates();
  }

  @Test
  void shouldOpenALiveFeedAgainAndGoOn() {
    Instant now = Instant.now().minusSeconds(100);
    live.put(
        "cam",
        opened(
            new TestingLiveFeed(now).give(now.plusSeconds(1)).breakWith("unplugged"),
            new TestingLiveFeed(now.plusSeconds(20)).give(now.plusSeconds(30)).end()));
    try (Fleet fleet = fleet(List.of(plan("cam", LIVE, 0, 10)))) {
      launch(fleet);
      await(fleet::isOver);
      assertThat(status(fleet, "cam").state()).isEqualTo(FeedState.ENDED);
      assertThat(status(fleet, "cam").published().clips()).isEqualTo(2);
    }

    assertThat(news.lines())
        .containsExactly(
            "cam failed: unplugged, again in PT1S", "cam back after 1", "cam ended with 1");
    assertThat(kafka.values(TestingKafka.AUDIO, Features.class))
        .extracting(Features::getClipTime)
        .containsExactly(
            Instant.ofEpochMilli(now.plusSeconds(1).toEpochMilli()),
            Instant.ofEpochMilli(now.plusSeconds(30).toEpochMilli()));
    assertThat(marksOfOnePartition())
        .as("nobody waits for it meanwhile")
        .containsExactly(MarkKind.START, MarkKind.END, MarkKind.START, MarkKind.END);
  }

  @Test
  void shouldEndAllInOrderWhereItIsStopped() {
    TestingLiveFeed silent = new TestingLiveFeed(at(0));
    live.put("silent", opened(silent));
    live.put("away", opened());
    Fleet fleet =
        fleet(
            List.of(
                plan("silent", LIVE, 0, 10),
                plan("away", LIVE, 0, 10),
                plan("endless", SEEDED, 0, Long.MAX_VALUE)));
    launch(fleet);
    await(() -> status(fleet, "endless").published().clips() > 0);
    fleet.close();

    assertThat(fleet.isOver()).isTrue();
    assertThat(fleet.status())
        .extracting(FeedStatus::state)
        .containsExactly(FeedState.ENDED, FeedState.FAILED, FeedState.ENDED);
    assertThat(kafka.marks(TestingKafka.LABELS, MarkKind.END)).hasSize(TestingKafka.PARTITIONS);
  }

  private void run(List<FeedPlan> plans) {
    try (Fleet fleet = fleet(plans)) {
      launch(fleet);
      await(fleet::isOver);
      assertThat(fleet.status()).extracting(FeedStatus::state).containsOnly(FeedState.ENDED);
    }
  }

  private Fleet fleet(List<FeedPlan> plans) {
    return Fleet.start(plans, this::open, news, Clock.systemUTC());
  }

  private Feed open(FeedPlan plan) {
    if (!plan.isLive()) {
      return Feeds.open(plan.uri(), plan.seed());
    }
    Feed next = live.get(plan.stream()).poll();
    if (next == null) {
      throw new FeedException("nobody is there");
    }
    return next;
  }

  private void launch(Fleet fleet) {
    await(fleet::isReady);
    fleet.launch(
        new Launch(
            gateway,
            List.of("audio", "video"),
            (plan, from) ->
                PublisherSettings.of(plan.stream(), plan.isLive() ? from : START)
                    .withDelivery(plan.uri().delivery())
                    .withMaxClips(plan.clips().orElse(Long.MAX_VALUE)),
            plan -> FlowControl.abreast(gateway, FlowControl.max()),
            ClipRecorder.NONE));
  }

  private static FeedPlan plan(String stream, FeedUri uri, long seed, long clips) {
    return new FeedPlan(stream, uri, seed, Optional.empty(), OptionalLong.of(clips));
  }

  private static Queue<Feed> opened(Feed... feeds) {
    return new ConcurrentLinkedQueue<>(List.of(feeds));
  }

  private static FeedStatus status(Fleet fleet, String stream) {
    return fleet.status().stream()
        .filter(status -> status.plan().stream().equals(stream))
        .findFirst()
        .orElseThrow();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private List<MarkKind> marksOfOnePartition() {
    return kafka.records(TestingKafka.LABELS).stream()
        .filter(record -> record.partition() != null && record.partition() == 0)
        .map(record -> (StreamMark) dev.tandem.schemas.Wire.decode(record.value()))
        .map(StreamMark::getKind)
        .filter(kind -> kind != MarkKind.HEARTBEAT)
        .toList();
  }

  /** Clips that were written behind a mark that is later than they are, by the order of writing. */
  private List<String> lateOf(String topic) {
    List<String> late = new ArrayList<>();
    Instant told = Instant.MIN;
    for (var record : kafka.records(topic)) {
      Object value = dev.tandem.schemas.Wire.decode(record.value());
      if (value instanceof StreamMark mark && mark.getTime().isAfter(told)) {
        told = mark.getTime();
      } else if (value instanceof Features features
          && Instant.ofEpochMilli(record.timestamp()).isBefore(told)) {
        late.add(features.getClipId());
      }
    }
    return late;
  }
}
