package dev.tandem.ingest.feed.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.TestingWav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CremaDTest {
  @TempDir private Path directory;

  @BeforeEach
  void record() throws IOException {
    Files.createDirectories(directory.resolve("AudioWAV"));
    record("1001_DFA_ANG_XX", 13);
    record("1001_IEO_SAD_LO", 21);
    record("1002_TIE_NEU_XX", 15);
    record("1040_ITH_SAD_X", 15);
  }

  private void record(String name, int tenths) throws IOException {
    TestingWav.tone(sound(name), Recordings.RATE, tenths / 10.0);
    Recordings.flash(pictures(name), tenths);
  }

  private Path sound(String name) {
    return directory.resolve("AudioWAV/" + name + ".wav");
  }

  private Path pictures(String name) {
    return directory.resolve("VideoFlash/" + name + ".flv");
  }

  private void list(String list, String... lines) throws IOException {
    Files.write(directory.resolve(list), List.of(lines));
  }

  private String uri(String parameters) {
    return "cremad:" + directory + "?" + parameters;
  }

  @Test
  void shouldStreamTheClipsOfEachListWithTheirLabels() throws IOException {
    list("train.csv", "\uFEFF1040_ITH_SAD_X,SAD", "1001_IEO_SAD_LO,SAD");
    list("test.csv", "1001_DFA_ANG_XX,ANG", "1002_TIE_NEU_XX,NEU");

    assertThat(Streamed.of(uri("")).labelled())
        .containsExactlyInAnyOrder("1040_ITH_SAD_X=SAD", "1001_IEO_SAD_LO=SAD");
    Streamed test = Streamed.of(uri("split=holdout&order=name"));
    assertThat(test.labelled()).containsExactly("1001_DFA_ANG_XX=ANG", "1002_TIE_NEU_XX=NEU");
    assertThat(test.leftOut()).isEmpty();
    assertThat(test.description().classNames())
        .containsExactly("ANG", "DIS", "FEA", "HAP", "NEU", "SAD");
  }

  @Test
  void shouldHearAndSeeAClipFromItsBeginToItsEnd() {
    Streamed streamed = Streamed.of(uri("order=name"));

    assertThat(streamed.sound(0).samples()).hasSize(13 * Recordings.RATE / 10);
    assertThat(streamed.sound(1).samples()).hasSize(21 * Recordings.RATE / 10);
    float last = streamed.sound(1).samples()[21 * Recordings.RATE / 10 - 1];
    assertThat(last).isCloseTo((float) (-0.5 * Math.sin(2 * Math.PI / 32)), within(1e-3f));
    assertThat(greens(streamed, 1)).containsExactly(3, 10, 17); // 2.1 s · (1, 3, 5) / 6, in tenths
    assertThat(streamed.shapes()).containsExactly(List.of(257, 188), List.of(9, 224, 224));
  }

  private static org.assertj.core.data.Offset<Float> within(float offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  /** Which tenth of a second each frame is of, by its green channel. */
  private static List<Integer> greens(Streamed streamed, int clip) {
    byte[] pixels = streamed.frames(clip).pixels();
    int picture = Recordings.SIZE * Recordings.SIZE;
    assertThat(pixels).hasSize(3 * 3 * picture);
    return java.util.stream.IntStream.range(0, 3)
        .map(frame -> pixels[(3 * frame + 1) * picture + picture / 2] & 0xFF)
        .map(green -> Math.round(green / (float) Recordings.green(1)))
        .boxed()
        .toList();
  }

  @Test
  void shouldHoldActorsOut() {
    assertThat(Streamed.of(uri("holdout=1001,1040&order=name")).labelled())
        .containsExactly("1002_TIE_NEU_XX=NEU");
    assertThat(Streamed.of(uri("holdout=1001,1040&split=holdout&order=name")).labelled())
        .containsExactly("1001_DFA_ANG_XX=ANG", "1001_IEO_SAD_LO=SAD", "1040_ITH_SAD_X=SAD");
  }

  @Test
  void shouldHoldActorsOutThoughThereAreLists() throws IOException {
    list("train.csv", "1001_DFA_ANG_XX,ANG");
    list("test.csv", "1002_TIE_NEU_XX,NEU");

    assertThat(Streamed.of(uri("holdout=1001&split=holdout&order=name")).labelled())
        .containsExactly("1001_DFA_ANG_XX=ANG", "1001_IEO_SAD_LO=SAD");
  }

  @Test
  void shouldPassOverTheSplitInAnotherOrderEachTime() {
    List<String> two = Streamed.of(uri("passes=2"), 5).labelled();

    assertThat(two).hasSize(8);
    assertThat(Set.copyOf(two.subList(0, 4))).hasSize(4).isEqualTo(Set.copyOf(two.subList(4, 8)));
    assertThat(two.subList(0, 4)).isNotEqualTo(two.subList(4, 8));
    assertThat(Streamed.of(uri("passes=2"), 5).labelled()).isEqualTo(two);
    assertThat(Streamed.of(uri("passes=1"), 5).labelled()).isEqualTo(two.subList(0, 4));
    assertThat(Streamed.of(uri("passes=2"), 6).labelled()).isNotEqualTo(two);
  }

  @Test
  void shouldGoOnWithoutWhatIsMissingAndTellItOnce() throws IOException {
    Files.delete(sound("1001_DFA_ANG_XX"));
    Files.delete(pictures("1002_TIE_NEU_XX"));
    Files.writeString(
        sound("1040_ITH_SAD_X"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");
    Files.createFile(directory.resolve("AudioWAV/notes.wav"));

    Streamed streamed = Streamed.of(uri("passes=2"));

    assertThat(streamed.labelled()).containsExactly("1001_IEO_SAD_LO=SAD", "1001_IEO_SAD_LO=SAD");
    assertThat(streamed.leftOut())
        .containsExactly(
            "notes: its name is not of the form ACTOR_SENTENCE_EMOTION_LEVEL",
            "1001_DFA_ANG_XX: AudioWAV/1001_DFA_ANG_XX.wav is missing",
            "1002_TIE_NEU_XX: VideoFlash/1002_TIE_NEU_XX.flv is missing",
            "1040_ITH_SAD_X: 1040_ITH_SAD_X.wav: it is a pointer of Git LFS; run git lfs pull there");
    assertThat(streamed.feed().reports()).hasSize(2);
  }

  @Test
  void shouldLeaveOutAndReportWhatHasNoSound() throws IOException {
    Files.write(sound("1001_DFA_ANG_XX"), TestingWav.bytes(Recordings.RATE));

    Streamed streamed = Streamed.of(uri("order=name"));

    assertThat(streamed.labelled()).hasSize(3).doesNotContain("1001_DFA_ANG_XX=ANG");
    assertThat(streamed.leftOut()).containsExactly("1001_DFA_ANG_XX: it has no sound");
    assertThat(streamed.feed().reports()).hasSize(4);
    assertThat(streamed.feed().reports().get(0).reasons()).containsExactly("it has no sound");
  }

  @Test
  void shouldLeaveOutWhatBreaksOff() throws IOException {
    cut(sound("1001_DFA_ANG_XX"), 0.5);
    cut(pictures("1001_IEO_SAD_LO"), 0.4);
    cut(pictures("1002_TIE_NEU_XX"), 0);

    Streamed streamed = Streamed.of(uri("order=name"));

    assertThat(streamed.labelled()).containsExactly("1040_ITH_SAD_X=SAD");
    assertThat(streamed.leftOut().get(0))
        .startsWith("1001_DFA_ANG_XX: 1001_DFA_ANG_XX.wav: it breaks off at 20822 of 41644 bytes");
    assertThat(streamed.leftOut().get(1))
        .matches("1001_IEO_SAD_LO: 1001_IEO_SAD_LO.flv: it breaks off at [01].\\d s of 2.. s.*");
    assertThat(streamed.leftOut().get(2))
        .startsWith("1002_TIE_NEU_XX: 1002_TIE_NEU_XX.flv: FFmpeg cannot read it");
  }

  private static void cut(Path file, double share) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, (int) (all.length * share)));
  }

  @Test
  void shouldTellLinesThatNameNothing() throws IOException {
    list("train.csv", "1001_DFA_ANG_XX,ANG", "1002_TIE_NEU_XX", "1001_IEO_SAD_LO,JOY");
    list("test.csv", "1002_TIE_NEU_XX,NEU");

    Streamed streamed = Streamed.of(uri(""));

    assertThat(streamed.labelled()).containsExactly("1001_DFA_ANG_XX=ANG");
    assertThat(streamed.leftOut())
        .containsExactly(
            "train.csv:2: '1002_TIE_NEU_XX' is not of the form NAME,EMOTION",
            "train.csv:3: '1001_IEO_SAD_LO,JOY' has the class 'JOY'; must be one of ANG, DIS, FEA, HAP, NEU, SAD");
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    refuses("cremad:" + directory + "/none", "there is no such directory", "docs/datasets.md says");
    refuses(uri("split=holdout"), "nothing to hold out", "train.csv and test.csv", "holdout=ACTOR");
    refuses(
        uri("holdout=1001,9999"), "holdout names 9999; must be actors who are there, 3 from 1001");
    refuses(uri("holdout=1001,1002,1040"), "holdout names all 3 actors");

    list("train.csv", "1001_DFA_HAP_XX,HAP", "1001_DFA_FEA_XX,FEA");
    refuses(uri(""), "lacks test.csv; must hold train.csv, test.csv");

    list("test.csv");
    refuses(uri("split=holdout"), "test.csv names no clip");
    refuses(
        uri(""),
        "the media of all 2 clips that",
        "train.csv names are missing: 1001_DFA_HAP_XX: AudioWAV/1001_DFA_HAP_XX.wav and VideoFlash/1001_DFA_HAP_XX.flv is missing");
  }

  @Test
  void shouldRefuseASetWithoutAFolder(@TempDir Path other) throws IOException {
    Files.createDirectories(other.resolve("AudioWAV"));

    refuses("cremad:" + other, "lacks VideoFlash; must hold AudioWAV, VideoFlash");
  }

  private static void refuses(String uri, String... words) {
    assertThatThrownBy(() -> Streamed.of(uri))
        .isInstanceOf(FeedException.class)
        .hasMessageContainingAll(words);
  }
}
