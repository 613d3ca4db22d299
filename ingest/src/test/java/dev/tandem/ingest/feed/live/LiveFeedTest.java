package dev.tandem.ingest.feed.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.media.LiveAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LiveFeedTest {
  private static final String SMALL = "testsrc2=size=64x48:rate=25";

  @Test
  void shouldCaptureWholeSecondsOfTheWallClock() {
    Instant before = Instant.now();
    List<CapturedClip> clips = clips("lavfi:" + SMALL + ";sine?frames=2", 2);
    Instant after = Instant.now();

    for (CapturedClip clip : clips) {
      assertThat(clip.signals()).containsOnlyKeys("audio", "video");
      Instant captured = clip.captured().orElseThrow();
      assertThat(captured.getNano()).isZero();
      assertThat(clip.index()).isEqualTo(captured.getEpochSecond());
      assertThat(captured).isBetween(before.minusSeconds(1), after);
    }
    assertThat(clips.get(1).index()).isEqualTo(clips.get(0).index() + 1);
  }

  @Test
  void shouldCombineTwoSources() {
    assertThat(clips("lavfi:" + SMALL + "+lavfi:sine", 1).get(0).signals())
        .containsOnlyKeys("audio", "video");
    assertThat(clips("lavfi:" + SMALL, 1).get(0).signals()).containsOnlyKeys("video");
    assertThatThrownBy(() -> clips("lavfi:sine+lavfi:sine", 1))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("has nothing that those before it lack");
  }

  @Test
  void shouldEndWhereTheSourceEndsForGood() {
    List<CapturedClip> clips = clips("lavfi:sine=duration=2.5", 10);

    assertThat(clips).hasSizeBetween(1, 2);
  }

  @Test
  void shouldSayWhatCannotBeOpened() {
    assertThatThrownBy(() -> clips("udp://127.0.0.1:1?stall-timeout=1s&ffmpeg=fifo_size=10", 1))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("nothing came for 1 s");
    assertThatThrownBy(() -> clips("lavfi:nosuchfilter", 1))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("Filter not found");
    assertThatThrownBy(() -> clips("v4l2:/dev/nosuchcamera", 1))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("lavfi:testsrc2;sine");
  }

  @Test
  void shouldReadWhereSourcesAre() {
    List<LiveAddress> addresses =
        LiveFeed.addresses(Feeds.parse("rtsp://cam/a+b+alsa:hw:0,1?x=1&ffmpeg=a=b"));

    assertThat(addresses).hasSize(2);
    assertThat(addresses.get(0).url()).isEqualTo("rtsp://cam/a+b");
    assertThat(addresses.get(0).options())
        .containsEntry("rtsp_transport", "tcp")
        .containsEntry("a", "b");
    assertThat(addresses.get(1).url()).isEqualTo("hw:0,1?x=1");
    assertThat(addresses.get(1).format()).hasValue("alsa");
  }

  @Test
  void shouldSayHowFarItIsWhileNothingComes() throws Exception {
    try (Feed feed = Feeds.open(Feeds.parse("lavfi:sine?lateness=1s"), 0)) {
      CapturedClip first = feed.next().orElseThrow();

      assertThat(feed.sources())
          .singleElement()
          .satisfies(
              source -> {
                assertThat(source.source()).isEqualTo("sine");
                assertThat(source.connected()).isTrue();
                assertThat(source.timing().clock()).isEqualTo("arrival");
                assertThat(source.timing().worstSkewMillis()).isLessThan(40);
              });
      assertThat(feed.horizon().orElseThrow())
          .as("no later than the end of the clip that was given last")
          .isBeforeOrEqualTo(first.captured().orElseThrow().plusSeconds(1));
      CapturedClip second = feed.next().orElseThrow();
      assertThat(feed.horizon().orElseThrow())
          .isBeforeOrEqualTo(second.captured().orElseThrow().plusSeconds(1))
          .isAfterOrEqualTo(first.captured().orElseThrow());
      assertThat(Duration.between(first.captured().orElseThrow(), second.captured().orElseThrow()))
          .isEqualTo(Duration.ofSeconds(1));
    }
  }

  private static List<CapturedClip> clips(String uri, int most) {
    List<CapturedClip> clips = new ArrayList<>();
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
      while (clips.size() < most) {
        var clip = feed.next();
        if (clip.isEmpty()) {
          break;
        }
        clips.add(clip.get());
      }
    }
    return clips;
  }
}
