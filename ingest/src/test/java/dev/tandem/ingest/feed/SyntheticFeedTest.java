package dev.tandem.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.extract.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticFeedTest {

  @Test
  void shouldMakeEachClipFromSeedAndIndexAlone() {
    SyntheticFeed first = open("synthetic:", 1);
    SyntheticFeed again = open("synthetic:", 1);
    CapturedClip fifth = first.clip(5);
    again.next();

    assertThat(values(again.clip(5), "audio")).isEqualTo(values(fifth, "audio"));
    assertThat(values(open("synthetic:", 2).clip(5), "audio")).isNotEqualTo(values(fifth, "audio"));
    assertThat(values(fifth, "audio")).isNotEqualTo(values(fifth, "video"));
  }

  @Test
  void shouldEmbedTheLabelInTheInformativeModalityOnly() {
    SyntheticFeed feed = open("synthetic:?noise=0&both=0&first=1&second=0&dimension=3", 1);

    assertThat(values(feed.clip(0), "audio")).doesNotContain(0f);
    assertThat(values(feed.clip(0), "video")).containsOnly(0f);
  }

  @Test
  void shouldHaveAsManyModalitiesAsItIsTold() {
    SyntheticFeed three = open("synthetic:?modalities=3&noise=0&both=0.5&first=0.5&second=0", 1);
    SyntheticFeed two = open("synthetic:?noise=0&both=0.5&first=0.5&second=0", 1);

    assertThat(three.describe().modalityNames()).containsExactly("audio", "video", "modality-3");
    for (long i = 0; i < 20; i++) {
      CapturedClip clip = three.clip(i);
      assertThat(values(clip, "audio")).isEqualTo(values(two.clip(i), "audio"));
      boolean both = values(clip, "video")[0] != 0;
      assertThat(values(clip, "modality-3")[0] != 0).isEqualTo(both);
      assertThat(values(clip, "modality-3")).isNotEqualTo(values(clip, "audio"));
    }
  }

  @Test
  void shouldGiveOneClassOneEmbedding() {
    SyntheticFeed feed = open("synthetic:?noise=0&both=1&first=0&second=0&classes=2", 1);
    CapturedClip clip = feed.clip(0);
    long same = 1;
    while (!feed.clip(same).label().equals(clip.label())) {
      same++;
    }

    assertThat(values(feed.clip(same), "video")).isEqualTo(values(clip, "video"));
  }

  @Test
  void shouldEmbedTargetsByTheirValues() {
    SyntheticFeed feed =
        open("synthetic:?targets=2&noise=0&both=1&first=0&second=0&dimension=3", 1);

    assertThat(feed.describe().classNames()).isEmpty();
    assertThat(feed.describe().targetNames()).containsExactly("target-0", "target-1");
    List<Double> targets = feed.clip(4).label().orElseThrow().targets();
    assertThat(targets).hasSize(2).allMatch(value -> value >= -1 && value < 1);
    assertThat(open("synthetic:?targets=2", 1).clip(4).label()).isEqualTo(feed.clip(4).label());
    // three clips in two unknown embeddings: the third follows from the first two
    float[] mixed = values(feed.clip(4), "audio");
    List<Double> one = feed.clip(5).label().orElseThrow().targets();
    List<Double> two = feed.clip(6).label().orElseThrow().targets();
    double determinant = one.get(0) * two.get(1) - one.get(1) * two.get(0);
    double a = (targets.get(0) * two.get(1) - targets.get(1) * two.get(0)) / determinant;
    double b = (targets.get(1) * one.get(0) - targets.get(0) * one.get(1)) / determinant;
    for (int i = 0; i < mixed.length; i++) {
      double expected = a * values(feed.clip(5), "audio")[i] + b * values(feed.clip(6), "audio")[i];
      assertThat((double) mixed[i]).isCloseTo(expected, within(1e-5));
    }
  }

  @Test
  void shouldDrawTheSharesAskedFor() {
    SyntheticFeed feed = open("synthetic:?noise=0&both=0.5&first=0.3&second=0.1&dimension=1", 3);
    int both = 0;
    int first = 0;
    int second = 0;
    for (int i = 0; i < 4_000; i++) {
      boolean audio = values(feed.clip(i), "audio")[0] != 0;
      boolean video = values(feed.clip(i), "video")[0] != 0;
      both += audio && video ? 1 : 0;
      first += audio && !video ? 1 : 0;
      second += video && !audio ? 1 : 0;
    }

    assertThat(both).isBetween(1_900, 2_100);
    assertThat(first).isBetween(1_100, 1_300);
    assertThat(second).isBetween(330, 470);
  }

  @Test
  void shouldChangeTheNoiseAtTheClipAskedFor() {
    SyntheticFeed feed =
        open("synthetic:?noise=0&both=0&first=0&second=0&change-at=3&change-noise=1", 1);

    assertThat(values(feed.clip(2), "audio")).containsOnly(0f);
    assertThat(values(feed.clip(3), "audio")).doesNotContain(0f);
  }

  @Test
  void shouldRefuseSharesOverOne() {
    assertThatThrownBy(() -> open("synthetic:?both=0.9", 1))
        .hasMessage(
            "feed synthetic:?both=0.9: both + first + second is 1.4; must be at most 1."
                + " Lower one of them.");
  }

  private static SyntheticFeed open(String uri, long seed) {
    return SyntheticFeed.open(Feeds.parse(uri), seed);
  }

  private static float[] values(CapturedClip clip, String modality) {
    return ((Signal.Vector) clip.signals().get(modality)).values();
  }
}
