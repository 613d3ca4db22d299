package dev.tandem.ingest.feed.studio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.extract.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StudioFeedTest {
  private static final int MAX_BANK_BYTES = 4 << 20;

  @Test
  void shouldMakeEachClipFromSeedAndIndexAlone() {
    StudioFeed feed = open("studio:", 1);
    StudioFeed again = open("studio:", 1);
    feed.next();
    feed.next();
    CapturedClip third = feed.next().orElseThrow();

    assertThat(third.index()).isEqualTo(2);
    assertThat(again.clip(2).label()).isEqualTo(third.label());
    assertThat(samples(again.clip(2))).isEqualTo(samples(third));
    assertThat(luma(again.clip(2))).isEqualTo(luma(third));
    assertThat(samples(open("studio:", 2).clip(2))).isNotEqualTo(samples(third));
    assertThat(luma(again.clip(3))).isNotEqualTo(luma(third));
  }

  @Test
  void shouldDescribeTenDigitsWithoutEnd() {
    assertThat(open("studio:", 1).describe().classNames())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(open("studio:", 1).describe().clips()).isEmpty();
    assertThat(open("studio:", 1).describe().modalityNames()).containsExactly("audio", "video");
  }

  @Test
  void shouldShowEveryDigit() {
    StudioFeed feed = open("studio:", 1);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(feed.clip(i).label().orElseThrow().className());
    }

    assertThat(seen).hasSize(10);
  }

  @Test
  void shouldDrawWithinTheFrameAndMove() {
    StudioFeed feed = open("studio:?sigma=0", 1);
    for (int i = 0; i < 50; i++) {
      byte[] luma = luma(feed.clip(i));
      assertThat(ink(luma, 0)).as("ink of clip %d", i).isBetween(30, 400);
      assertThat(first(luma, 0)).as("moves").isNotEqualTo(first(luma, 2));
    }
  }

  @Test
  void shouldHoldVoicesAndDrawingsBack() {
    List<String> training = VoiceBank.load("train").names();
    List<String> heldOut = VoiceBank.load("holdout").names();

    assertThat(training).hasSizeGreaterThanOrEqualTo(60).doesNotContainAnyElementsOf(heldOut);
    assertThat(heldOut).hasSizeGreaterThanOrEqualTo(10);
    for (int digit = 0; digit < 10; digit++) {
      assertThat(DrawingBook.load("train").styles(digit)).isGreaterThanOrEqualTo(5);
      assertThat(DrawingBook.load("holdout").styles(digit)).isPositive();
    }
    assertThat(samples(open("studio:?split=holdout", 1).clip(0)))
        .isNotEqualTo(samples(open("studio:", 1).clip(0)));
  }

  @Test
  void shouldKeepTheVoiceBankSmall() {
    assertThat(Resources.bytes("voices.ulaw").length).isLessThan(MAX_BANK_BYTES);
  }

  @Test
  void shouldSpeakEveryDigitOfEveryVoice() {
    VoiceBank voices = VoiceBank.load("train");
    for (int voice = 0; voice < voices.size(); voice++) {
      for (int digit = 0; digit < 10; digit++) {
        assertThat(voices.speak(voice, digit).length).isBetween(1_000, 8_000);
      }
    }
  }

  private static StudioFeed open(String uri, long seed) {
    return StudioFeed.open(Feeds.parse(uri), seed);
  }

  private static float[] samples(CapturedClip clip) {
    return ((Signal.Pcm) clip.signals().get("audio")).samples();
  }

  private static byte[] luma(CapturedClip clip) {
    return ((Signal.Frames) clip.signals().get("video")).pixels();
  }

  private static byte[] first(byte[] luma, int frame) {
    return java.util.Arrays.copyOfRange(luma, frame * 784, (frame + 1) * 784);
  }

  private static int ink(byte[] luma, int frame) {
    int pixels = 0;
    for (byte b : first(luma, frame)) {
      pixels += b == 0 ? 0 : 1;
    }
    return pixels;
  }
}
