package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFileTest {
  private static final double TONE_POWER = 0.125;

  @TempDir Path directory;

  @Test
  void shouldCutTheSameWhateverArrivesFirst() throws MediaException {
    Path mixed = directory.resolve("mixed.nut");
    Path apart = directory.resolve("apart.nut");
    try (TestingMuxer muxer = new TestingMuxer(mixed).sound().pictures(16)) {
      for (int second = 0; second < 6; second++) {
        muxer.tone(1_000 * second, 1_000 * (second + 1));
        muxer.picture(1_000 * second, 40 * second);
      }
    }
    try (TestingMuxer muxer = new TestingMuxer(apart).sound().pictures(16)) {
      muxer.tone(0, 6_000);
      for (int second = 0; second < 6; second++) {
        muxer.picture(1_000 * second, 40 * second);
      }
    }

    CutMedia cut = CutMedia.of(mixed);
    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(CutMedia.of(apart).digest()).isEqualTo(cut.digest());
  }

  @Test
  void shouldShowEachPictureUntilTheNext() throws MediaException {
    Path file = directory.resolve("slow.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).sound().pictures(16)) {
      muxer.picture(0, 10).tone(0, 2_400).picture(2_400, 200).tone(2_400, 5_000);
      muxer.picture(4_999, 90);
    }

    CutMedia cut = CutMedia.of(file, 2);
    assertThat(cut.begins()).hasSize(5);
    assertThat(List.of(cut.brightness(0, 0), cut.brightness(1, 1), cut.brightness(2, 0)))
        .containsExactly(10.0, 10.0, 10.0);
    assertThat(List.of(cut.brightness(2, 1), cut.brightness(4, 0), cut.brightness(4, 1)))
        .containsExactly(200.0, 200.0, 200.0);
  }

  @Test
  void shouldSampleByTimeNotByIndex() throws MediaException {
    Path file = directory.resolve("bursts.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).pictures(16)) {
      for (int i = 0; i < 20; i++) {
        muxer.picture(i, i); // a burst, then nothing for most of the second
      }
      muxer.picture(600, 100).picture(900, 200).picture(1_000, 250);
    }

    CutMedia cut = CutMedia.of(file, 4); // seen at 125, 375, 625 and 875 ms
    assertThat(List.of(cut.brightness(0, 0), cut.brightness(0, 1))).containsExactly(19.0, 19.0);
    assertThat(List.of(cut.brightness(0, 2), cut.brightness(0, 3))).containsExactly(100.0, 100.0);
  }

  @Test
  void shouldKeepSoundInItsPlaceAcrossAHole() throws MediaException {
    Path file = directory.resolve("hole.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).sound()) {
      muxer.tone(0, 1_200).tone(3_300, 5_000);
    }

    CutMedia cut = CutMedia.of(file);
    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(cut.power(2)).isZero();
    assertThat(cut.onset(3)).isBetween(299L, 302L);
    assertThat(cut.power(4)).isEqualTo(TONE_POWER, within(0.001));
    assertThat(cut.findings().holes()).isEqualTo(1);
  }

  @Test
  void shouldLeaveSoundOutBeforeItsBegin() throws MediaException {
    Path file = directory.resolve("late.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).sound().pictures(16)) {
      for (int second = 0; second < 4; second++) {
        muxer.picture(1_000 * second, 40);
      }
      muxer.tone(2_300, 4_000);
    }

    CutMedia cut = CutMedia.of(file);
    assertThat(cut.seconds().get(0).signals()).containsOnlyKeys("video");
    assertThat(cut.seconds().get(1).signals()).containsOnlyKeys("video");
    assertThat(cut.onset(2)).isBetween(299L, 302L);
  }

  @Test
  void shouldReclockSoundThatRunsSlowBeforeItIsFarOff() throws MediaException {
    for (int ppm : new int[] {2_000, -2_000}) {
      Path file = directory.resolve("drift" + ppm + ".nut");
      try (TestingMuxer muxer = new TestingMuxer(file).sound()) {
        muxer.tone(0, 60_000, ppm);
      }

      CutMedia cut = CutMedia.of(file);
      assertThat(cut.findings().driftPpm()).isEqualTo(ppm, within(20.0));
      assertThat(cut.findings().skewMicros()).isBetween(4_000L, 40_000L);
      assertThat(cut.findings().holes()).isZero();
      assertThat(cut.findings().overlaps()).isZero();
    }
  }

  @Test
  void shouldBeginAnEpochWhereEverythingIsAwayForLong() throws MediaException {
    Path file = directory.resolve("jump.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).sound().pictures(16)) {
      muxer.picture(0, 50).tone(0, 2_000).picture(100_000, 150).tone(100_000, 102_000);
    }

    CutMedia cut = CutMedia.of(file);
    assertThat(cut.summary().epochs()).isEqualTo(2);
    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(cut.brightness(1, 0)).isEqualTo(50);
    assertThat(cut.brightness(2, 0)).isEqualTo(150);
    assertThat(cut.power(2)).isEqualTo(TONE_POWER, within(0.001));
  }

  @Test
  void shouldLayTheSoundOfAnEpochWhereItBegins() throws MediaException {
    Path file = directory.resolve("joined.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).sound().pictures(16)) {
      muxer.picture(0, 50).tone(0, 2_300).picture(100_000, 150).tone(100_100, 102_000);
    }

    CutMedia cut = CutMedia.of(file);
    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(cut.onset(2)).as("and nothing of the epoch before").isBetween(99L, 102L);
    assertThat(cut.power(3)).isEqualTo(TONE_POWER, within(0.02));
    assertThat(cut.findings().overlaps()).isZero();
  }

  @Test
  void shouldHearEveryKindOfSample() throws MediaException {
    int[] codecs = {
      avcodec.AV_CODEC_ID_PCM_U8,
      avcodec.AV_CODEC_ID_PCM_S24LE,
      avcodec.AV_CODEC_ID_PCM_F32LE,
      avcodec.AV_CODEC_ID_PCM_S32LE
    };
    for (int codec : codecs) {
      for (int channels : new int[] {1, 2, 6, 11}) {
        Path file = directory.resolve("pcm-%d-%d.nut".formatted(codec, channels));
        try (TestingMuxer muxer = new TestingMuxer(file).sound(codec, channels)) {
          muxer.tone(0, 1_000);
        }

        assertThat(CutMedia.of(file).power(0))
            .as("codec %d, %d channels", codec, channels)
            .isBetween(TONE_POWER * 0.5, TONE_POWER * 1.05);
      }
    }
  }

  @Test
  void shouldSeeEveryKindOfPixel() throws MediaException {
    try (TestingMuxer muxer =
        new TestingMuxer(directory.resolve("deep.nut")).pictures(16, avutil.AV_PIX_FMT_GRAY10LE)) {
      byte[] pixels = new byte[16 * 16 * 2];
      for (int i = 0; i < pixels.length; i += 2) {
        pixels[i + 1] = 2; // 512 of 1023
      }
      muxer.picture(0, pixels);
    }

    assertThat(CutMedia.of(directory.resolve("deep.nut")).brightness(0, 0))
        .isEqualTo(128, within(2.0));
  }

  @Test
  void shouldFlattenAlphaOnBlack() throws MediaException {
    try (TestingMuxer muxer =
        new TestingMuxer(directory.resolve("alpha.nut")).pictures(16, avutil.AV_PIX_FMT_RGBA)) {
      byte[] pixels = new byte[16 * 16 * 4];
      java.util.Arrays.fill(pixels, (byte) 0xFF);
      for (int i = 3; i < pixels.length / 2; i += 4) {
        pixels[i] = 0; // the upper half is white, and cannot be seen
      }
      muxer.picture(0, pixels);
    }

    assertThat(CutMedia.of(directory.resolve("alpha.nut")).brightness(0, 0))
        .isEqualTo(127.5, within(2.0));
  }

  @Test
  void shouldReadAnyName() throws Exception {
    for (String name : List.of("a b#1.nut", "50%.nut", "%d_\"q'.nut", "köln?x=1.nut", "a:b.nut")) {
      Path file = directory.resolve(name);
      try (TestingMuxer muxer = new TestingMuxer(directory.resolve("plain.nut")).sound()) {
        muxer.tone(0, 1_000);
      }
      Files.move(directory.resolve("plain.nut"), file);

      assertThat(CutMedia.of(file).begins()).as(name).containsExactly(0L);
    }
  }

  @Test
  void shouldSayWhatIsNoMedia() throws Exception {
    Path text = Files.writeString(directory.resolve("a.mp4"), "no media at all");

    assertThatThrownBy(() -> CutMedia.of(text))
        .hasMessage("FFmpeg cannot read it: Invalid data found when processing input");
  }
}
