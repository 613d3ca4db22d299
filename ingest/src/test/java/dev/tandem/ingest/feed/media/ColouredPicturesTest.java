package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.extract.Signal;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColouredPicturesTest {
  private static final int SIDE = 16;
  private static final int NEAR = 2;

  @TempDir Path directory;

  @Test
  void shouldSeeRedGreenAndBlueInTheirPlaces() throws Exception {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < SIDE * SIDE; i++) {
      boolean left = i % SIDE < SIDE / 2;
      pixels[3 * i] = (byte) (left ? 200 : 10);
      pixels[3 * i + 1] = (byte) (left ? 100 : 20);
      pixels[3 * i + 2] = (byte) (left ? 50 : 240);
    }

    Signal.Frames seen = seen(avutil.AV_PIX_FMT_RGB24, pixels);

    assertThat(seen.channels()).isEqualTo(Signal.Frames.COLOUR);
    assertThat(seen.count()).isEqualTo(2);
    for (int frame = 0; frame < seen.count(); frame++) {
      assertSeen(seen, frame, 1, 200, 100, 50);
      assertSeen(seen, frame, SIDE - 2, 10, 20, 240);
    }
  }

  @Test
  void shouldPutWhatIsHalfTransparentOntoBlack() throws Exception {
    byte[] pixels = new byte[SIDE * SIDE * 4];
    for (int i = 0; i < SIDE * SIDE; i++) {
      pixels[4 * i] = (byte) 200;
      pixels[4 * i + 2] = 100;
      pixels[4 * i + 3] = (byte) 128;
    }

    assertSeen(seen(avutil.AV_PIX_FMT_RGBA, pixels), 0, 3, 100, 0, 50);
  }

  @Test
  void shouldGiveGrayThreeEqualChannels() throws Exception {
    byte[] pixels = new byte[SIDE * SIDE];
    Arrays.fill(pixels, (byte) 90);

    assertSeen(seen(avutil.AV_PIX_FMT_GRAY8, pixels), 1, 3, 90, 90, 90);
  }

  private Signal.Frames seen(int format, byte[] pixels) throws Exception {
    Path file = directory.resolve("colours.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).pictures(SIDE, format)) {
      muxer.picture(0, pixels).picture(500, pixels).picture(900, pixels);
    }
    MediaTracks tracks = MediaTracks.pictures(new MediaTracks.Frames(2, /* coloured= */ true));
    try (MediaFile media = MediaFile.open(file, tracks, () -> false)) {
      return (Signal.Frames) media.next().orElseThrow().signals().get("video");
    }
  }

  private static void assertSeen(Signal.Frames seen, int frame, int x, int... colour) {
    for (int channel = 0; channel < colour.length; channel++) {
      int plane = (frame * seen.channels() + channel) * SIDE * SIDE;
      assertThat(seen.pixels()[plane + SIDE * 5 + x] & 0xFF)
          .as("channel %d", channel)
          .isBetween(colour[channel] - NEAR, colour[channel] + NEAR);
    }
  }
}
