package dev.tandem.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.Signal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ConditionedFeedTest {
  private static final String CLEAN = "studio:?snr=clean&sigma=0";

  @Test
  void shouldChangeOnlyTheNoiseWithTheConditions() {
    String changing = CLEAN + "&change-at=5&change-snr=0&change-sigma=0.1";

    assertThat(samples(clip(changing, 4))).isEqualTo(samples(clip(CLEAN, 4)));
    assertThat(samples(clip(changing, 5))).isNotEqualTo(samples(clip(CLEAN, 5)));
    assertThat(luma(clip(changing, 5))).isNotEqualTo(luma(clip(CLEAN, 5)));
    assertThat(clip(changing, 5).label()).isEqualTo(clip(CLEAN, 5).label());
  }

  @Test
  void shouldDrawTheSameNoiseWhereverTheFeedBegins() {
    try (Feed feed = Feeds.open(Feeds.parse("studio:"), 1)) {
      for (int i = 0; i < 3; i++) {
        CapturedClip passed = feed.next().orElseThrow();
        assertThat(samples(clip("studio:", i))).isEqualTo(samples(passed));
      }
    }
  }

  /** What earlier builds gave, to the byte. */
  @Test
  void shouldGiveTheFeaturesThatTheStudioAlwaysGave() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Feed feed =
        Feeds.open(Feeds.parse("studio:?change-at=10&change-snr=-5&change-sigma=1"), 7)) {
      for (int i = 0; i < 20; i++) {
        CapturedClip clip = feed.next().orElseThrow();
        for (Modality modality : feed.describe().modalities()) {
          digest.update(
              modality.extractor().extract(clip.signals().get(modality.name())).payload());
        }
      }
    }

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("60a45809b9b20d5c9111c72638b4eb87d6942a20a26705c6bfdc551602aea6d4");
  }

  private static CapturedClip clip(String uri, long index) {
    try (Feed feed = Feeds.open(Feeds.parse(uri), 1)) {
      feed.skip(index);
      return feed.next().orElseThrow();
    }
  }

  private static float[] samples(CapturedClip clip) {
    return ((Signal.Pcm) clip.signals().get("audio")).samples();
  }

  private static byte[] luma(CapturedClip clip) {
    return ((Signal.Frames) clip.signals().get("video")).pixels();
  }
}
