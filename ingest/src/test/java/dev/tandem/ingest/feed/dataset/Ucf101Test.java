package dev.tandem.ingest.feed.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.clip.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ucf101Test {
  private static final String MAKEUP_1 = "ApplyEyeMakeup/v_ApplyEyeMakeup_g01_c01.avi";
  private static final String MAKEUP_8 = "ApplyEyeMakeup/v_ApplyEyeMakeup_g08_c01.avi";
  private static final String DIVING = "Diving/v_Diving_g08_c01.avi";

  @TempDir private Path directory;

  @BeforeEach
  void record() throws IOException {
    Recordings.avi(directory.resolve("UCF-101").resolve(MAKEUP_1), 12, true);
    Recordings.avi(directory.resolve("UCF-101").resolve(MAKEUP_8), 12, true);
    Recordings.avi(directory.resolve("UCF-101").resolve(DIVING), 12, false);
    Files.createDirectories(directory.resolve("ucfTrainTestlist"));
    list("classInd.txt", "1 ApplyEyeMakeup", "2 Diving", "3 YoYo");
    list("trainlist01.txt", MAKEUP_8 + " 1", DIVING + " 2");
    list("testlist01.txt", MAKEUP_1);
    list("trainlist03.txt", MAKEUP_1 + " 1");
  }

  private void list(String list, String... lines) throws IOException {
    Files.write(directory.resolve("ucfTrainTestlist/" + list), List.of(lines));
  }

  private String uri(String parameters) {
    return "ucf101:" + directory + "?" + parameters;
  }

  @Test
  void shouldStreamEachFoldWithItsLabels() {
    assertThat(Streamed.of(uri("")).labelled()).containsExactly(MAKEUP_8 + "=ApplyEyeMakeup");
    assertThat(Streamed.of(uri("split=holdout")).labelled())
        .containsExactly(MAKEUP_1 + "=ApplyEyeMakeup");
    assertThat(Streamed.of(uri("fold=3")).labelled()).containsExactly(MAKEUP_1 + "=ApplyEyeMakeup");
  }

  @Test
  void shouldHaveTheFeaturesOfThePapersAndEveryClass() {
    Streamed streamed = Streamed.of(uri("split=holdout"));

    assertThat(streamed.shapes()).containsExactly(List.of(257, 136), List.of(9, 224, 224));
    assertThat(streamed.description().classNames())
        .containsExactly("ApplyEyeMakeup", "Diving", "YoYo");
  }

  @Test
  void shouldLeaveOutWhatIsSilentUnlessItIsWanted() {
    assertThat(Streamed.of(uri("passes=2")).leftOut())
        .containsExactly(DIVING + ": no sound; sound=optional takes the pictures alone");

    Streamed all = Streamed.of(uri("sound=optional&order=name"));
    assertThat(all.labelled()).containsExactly(MAKEUP_8 + "=ApplyEyeMakeup", DIVING + "=Diving");
    assertThat(all.clips().get(1).signals()).containsOnlyKeys("video");
    assertThat(all.leftOut()).isEmpty();
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    refuses(
        uri("fold=2"),
        "lacks ucfTrainTestlist/trainlist02.txt; must hold ucfTrainTestlist/classInd.txt, ucfTrainTestlist/trainlist02.txt, UCF-101.");

    list("trainlist01.txt", DIVING + " 2");
    refuses(uri(""), "has no usable clip: all 1 that are there were left out", "no sound");

    list("classInd.txt", "1 ApplyEyeMakeup", "3 Diving");
    refuses(uri(""), "classInd.txt has the line '3 Diving'; must be '2 NAME'");
  }

  @Test
  void shouldLeaveOutAVideoThatWasNotDownloadedToItsEnd() throws IOException {
    Path video = directory.resolve("UCF-101").resolve(MAKEUP_8);
    byte[] all = Files.readAllBytes(video);
    Files.write(video, java.util.Arrays.copyOf(all, all.length / 2));

    assertThat(Streamed.of(uri("sound=optional")).leftOut())
        .containsExactly(
            MAKEUP_8 + ": it breaks off at %d of %d bytes".formatted(all.length / 2, all.length));
  }

  private static void refuses(String uri, String... words) {
    assertThatThrownBy(() -> Streamed.of(uri))
        .isInstanceOf(FeedException.class)
        .hasMessageContainingAll(words);
  }
}
