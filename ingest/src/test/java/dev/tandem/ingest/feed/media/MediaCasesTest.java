package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.SharedData;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of kinds that people reported elsewhere; they lie beside the project. */
class MediaCasesTest {
  private static Path cases;

  @BeforeAll
  static void requireCases() {
    cases = SharedData.require("media-cases").resolve("media");
  }

  @Test
  void shouldCutEverySecondOfPicturesThatGrow() throws MediaException {
    CutMedia cut = cut("dog_res.webm");

    assertThat(cut.begins()).containsExactly(0L, 1L, 2L);
    assertThat(cut.pictures(1).width()).as("rescaled to the first of its clip").isEqualTo(160);
    assertThat(cut.pictures(2).width()).isEqualTo(320);
  }

  @Test
  void shouldGoOnFromStereoToMono() throws MediaException {
    CutMedia cut = cut("cat_stmo.aac");

    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(IntStream.range(0, 4)).allSatisfy(i -> assertThat(cut.power(i)).isPositive());
    for (int i = 0; i < 3; i++) {
      assertThat(cut("cat_stmo.aac").digest()).isEqualTo(cut.digest());
    }
  }

  @Test
  void shouldShowAPictureUntilTheNext() throws MediaException {
    CutMedia cut = cut("cat_fps0.5.mp4");

    assertThat(cut.begins()).hasSize(12);
    assertThat(cut.seconds()).allSatisfy(second -> assertThat(second.signals()).hasSize(2));
    assertThat(cut.summary().epochs()).isEqualTo(1);
    for (int i = 0; i < 12; i += 2) {
      assertThat(cut.pictures(i + 1).pixels()).isEqualTo(cut.pictures(i).pixels());
    }
  }

  @Test
  void shouldAlignByTimeWhateverComesFirst() throws MediaException {
    CutMedia cut = cut("cat_late5.mkv");

    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(IntStream.range(0, 4))
        .allSatisfy(i -> assertThat(cut.onset(i)).isBetween(295L, 305L));
  }

  @Test
  void shouldFillAHoleWithSilence() throws MediaException {
    CutMedia cut = cut("cat_gap.mkv");

    assertThat(cut.begins()).hasSize(7);
    assertThat(cut.onset(2)).isLessThan(10);
    assertThat(cut.power(3)).isZero();
    assertThat(cut.onset(5)).as("the beep at 5 s").isLessThan(10);
    assertThat(cut.onset(6)).as("the beep at 6 s").isLessThan(10);
    assertThat(cut.findings().holes()).isEqualTo(1);
  }

  @Test
  void shouldCutBothOfTwoRecordingsThatWereJoined() throws MediaException {
    CutMedia cut = cut("cat_joined.ts");

    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(cut.summary().epochs()).isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      assertThat(cut.onset(i + 3)).isEqualTo(cut.onset(i));
      assertThat(cut.power(i + 3)).isEqualTo(cut.power(i), within(1e-4));
      assertThat(cut.pictures(i + 3).pixels()).isEqualTo(cut.pictures(i).pixels());
    }
  }

  @Test
  void shouldMakeUpTimesWhereThereAreNone() throws MediaException {
    CutMedia cut = cut("cat_raw.h264");

    assertThat(cut.begins()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(cut.findings().madeUpTimes()).isEqualTo(100);
  }

  @Test
  void shouldNotBelieveALength() throws MediaException {
    for (String name : new String[] {"cat_adts.aac", "cat_subs.mkv"}) {
      CutMedia cut = cut(name);

      assertThat(cut.summary().breaksOff()).as(name).isEmpty();
      assertThat(cut.begins()).as(name).hasSize(name.equals("cat_adts.aac") ? 12 : 4);
    }
  }

  @Test
  void shouldTurnPicturesOfAPhone() throws MediaException {
    Signal.Frames upright = cut("cat_rot90.mp4").pictures(0);

    assertThat(upright.width()).isEqualTo(120);
    assertThat(upright.height()).isEqualTo(160);
  }

  @Test
  void shouldTakeCoverArtForNoVideo() throws MediaException {
    CutMedia cut = cut("cat_cover.mp3");

    assertThat(cut.begins()).hasSize(4);
    assertThat(cut.seconds())
        .allSatisfy(second -> assertThat(second.signals()).containsOnlyKeys("audio"));
    assertThat(cut.summary().streams())
        .containsExactly("audio: mp3, 48000 Hz, 1 channels", "(png, 64x64)");
  }

  private static CutMedia cut(String name) throws MediaException {
    return CutMedia.of(cases.resolve(name));
  }
}
