package dev.tandem.ingest.feed.posted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PostedFeedTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

  private Instant now = START;
  private final PostedFeed feed = new PostedFeed(PostedFeed.uri(), List.of("a", "b"), () -> now);

  private Optional<PostedClip> offer(String className) {
    return feed.offer(new TreeMap<>(), Optional.of(ClipLabel.ofClass(className)));
  }

  @Test
  void shouldGiveEachClipTheTimeWhenItWasHandedOver() {
    PostedClip clip = offer("cat").orElseThrow();

    CapturedClip next = feed.next().orElseThrow();
    assertThat(next.captured()).hasValue(START.minusSeconds(1));
    assertThat(next.label()).hasValue(ClipLabel.ofClass("cat"));
    assertThat(clip.end()).isEqualTo(START);
    assertThat(clip.id("teach-1")).isEqualTo("teach-1-" + START.toEpochMilli());
  }

  @Test
  void shouldNeverRepeatAnIndexNorGoBackInTime() {
    Set<Long> indices = new HashSet<>();
    Instant last = Instant.EPOCH;
    for (int i = 0; i < PostedFeed.ROOM; i++) {
      now = START.minusMillis(i);
      PostedClip clip = offer("cat").orElseThrow();
      assertThat(indices.add(clip.index())).isTrue();
      assertThat(clip.end()).isAfter(last);
      last = clip.end();
    }
  }

  @Test
  void shouldTellNoTimeBeyondAClipThatIsStillToBeWritten() {
    assertThat(feed.horizon()).hasValue(START);
    now = START.plusSeconds(1);
    PostedClip clip = offer("cat").orElseThrow();
    now = START.plusSeconds(9);

    assertThat(feed.horizon()).hasValue(clip.end());
    assertThat(feed.next()).isPresent();
    assertThat(feed.horizon()).hasValue(clip.end());
  }

  @Test
  void shouldGoOnInTimeWhileNothingComes() throws Exception {
    offer("cat");
    assertThat(feed.next()).isPresent();
    CompletableFuture<Optional<CapturedClip>> none = CompletableFuture.supplyAsync(feed::next);
    now = START.plusSeconds(7);
    while (!feed.horizon().equals(Optional.of(now))) {
      Thread.onSpinWait();
    }

    now = START.plusSeconds(5); // a clock that is set back
    assertThat(feed.horizon()).hasValue(START.plusSeconds(7));
    assertThat(offer("dog").orElseThrow().end()).isAfter(START.plusSeconds(7));
    assertThat(none.get(10, TimeUnit.SECONDS)).isPresent();
  }

  @Test
  void shouldTakeNoMoreThanItHasRoomForAndNothingAfterItsEnd() {
    for (int i = 0; i < PostedFeed.ROOM; i++) {
      assertThat(offer("cat")).isPresent();
    }
    assertThat(offer("cat")).isEmpty();

    feed.stop();
    assertThat(feed.next()).isPresent();
    assertThat(offer("cat")).isEmpty();
  }

  @Test
  void shouldEndWhenItIsStopped() throws Exception {
    CompletableFuture<Optional<CapturedClip>> next = CompletableFuture.supplyAsync(feed::next);

    feed.stop();

    assertThat(next.get(10, TimeUnit.SECONDS)).isEmpty();
  }
}
