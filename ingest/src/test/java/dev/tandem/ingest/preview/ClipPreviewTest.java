package dev.tandem.ingest.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.extract.Signal;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipPreviewTest {

  @ParameterizedTest
  @ValueSource(strings = {"studio:", "synthetic:"})
  void shouldDrawEachModalityTwice(String uri) {
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
      ClipPreview preview = new ClipPreview(feed.next().orElseThrow(), feed.describe());

      BufferedImage drawn = preview.draw();

      int panels = 2 * feed.describe().modalities().size();
      assertThat(drawn.getHeight()).isEqualTo(12 + panels * 212);
      for (int panel = 0; panel < panels; panel++) {
        assertThat(colours(drawn, 12 + panel * 212)).as("panel %d", panel).hasSizeGreaterThan(1);
      }
      assertThat(preview.lines()).hasSize(1 + panels);
    }
  }

  /** The waveform of a tone of half the scale: ink up to a quarter of the panel, none above. */
  @Test
  void shouldDrawSoundToScale() {
    float[] tone = new float[16_000];
    for (int n = 0; n < tone.length; n++) {
      tone[n] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * n / 16_000));
    }
    BufferedImage image = new BufferedImage(100, 200, BufferedImage.TYPE_INT_RGB);

    SignalPanel.draw(new Signal.Pcm(tone, 16_000), new Canvas(image, 0, 200));

    assertThat(image.getRGB(50, 45) & 0xFFFFFF).isZero();
    assertThat(image.getRGB(50, 55) & 0xFFFFFF).isEqualTo(0x1f4e79);
    assertThat(image.getRGB(50, 145) & 0xFFFFFF).isEqualTo(0x1f4e79);
    assertThat(image.getRGB(50, 155) & 0xFFFFFF).isZero();
    assertThat(SignalPanel.text(new Signal.Pcm(tone, 16_000)))
        .isEqualTo("16000 samples at 16000 Hz, peak 0.500, level -9.0 dBFS");
    assertThat(SignalPanel.text(new Signal.Pcm(new float[8], 8000))).contains("silent");
  }

  @Test
  void shouldPutFramesBesideEachOther() {
    byte[] luma = {0, 0, (byte) 255, (byte) 255, (byte) 128, (byte) 128};
    BufferedImage image = new BufferedImage(38, 10, BufferedImage.TYPE_INT_RGB);

    SignalPanel.draw(Signal.Frames.gray(luma, 3, 1, 2), new Canvas(image, 0, 10));

    assertThat(image.getRGB(5, 2) & 0xFFFFFF).isZero();
    assertThat(image.getRGB(16, 2) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(image.getRGB(30, 2) & 0xFFFFFF).isEqualTo(0x808080);
  }

  @Test
  void shouldSayWhatIsMissing() {
    try (Feed feed = Feeds.open(Feeds.parse("studio:"), 0)) {
      CapturedClip whole = feed.next().orElseThrow();
      TreeMap<String, Signal> mute = new TreeMap<>(whole.signals());
      mute.remove("audio");
      CapturedClip clip =
          new CapturedClip(0, mute, Optional.empty(), Optional.empty(), Optional.empty());

      assertThat(new ClipPreview(clip, feed.describe()).lines())
          .hasSize(4)
          .startsWith("clip 0, without a label")
          .endsWith("audio: none in this clip");
    }
  }

  private static Set<Integer> colours(BufferedImage image, int top) {
    Set<Integer> colours = new HashSet<>();
    for (int y = top; y < top + 200; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }
}
