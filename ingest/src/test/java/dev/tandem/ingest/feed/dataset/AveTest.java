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

class AveTest {
  private static final String HEAD = "Category&VideoID&Quality&StartTime&EndTime";

  @TempDir private Path directory;

  @BeforeEach
  void record() throws IOException {
    for (String id : List.of("RUhOCu3LNXM", "-J2WJaG1Dd4", "0giAfYq9oVM", "c---zaDCTaE")) {
      Recordings.mp4(directory.resolve("AVE/" + id + ".mp4"), 11);
    }
    list("trainSet.txt", "Church bell&RUhOCu3LNXM&good&0&10", "Church bell&-J2WJaG1Dd4&good&0&10");
    list("valSet.txt", HEAD, "Male speech, man speaking&0giAfYq9oVM&good&3&9");
    list("testSet.txt", "Mandolin&c---zaDCTaE&good&0&0");
  }

  private void list(String list, String... lines) throws IOException {
    Files.write(directory.resolve(list), List.of(lines));
  }

  private String uri(String parameters) {
    return "ave:" + directory + "?" + parameters;
  }

  @Test
  void shouldStreamEachSplitWithItsLabels() {
    assertThat(Streamed.of(uri("order=name")).labelled())
        .containsExactly("AVE/-J2WJaG1Dd4.mp4=Church bell", "AVE/RUhOCu3LNXM.mp4=Church bell");
    assertThat(Streamed.of(uri("split=val")).labelled())
        .containsExactly("AVE/0giAfYq9oVM.mp4=Male speech, man speaking");
    assertThat(Streamed.of(uri("split=holdout")).labelled())
        .containsExactly("AVE/c---zaDCTaE.mp4=Mandolin");
  }

  @Test
  void shouldHaveTheFeaturesAndClassesOfThePapers() {
    Streamed streamed = Streamed.of(uri("split=holdout"));

    assertThat(streamed.shapes()).containsExactly(List.of(257, 1004), List.of(12, 224, 224));
    assertThat(streamed.description().classNames())
        .hasSize(28)
        .startsWith("Church bell", "Male speech, man speaking", "Bark")
        .endsWith("Accordion", "Mandolin");
  }

  @Test
  void shouldTakeTheFirstLabelOfAVideo() throws IOException {
    list("testSet.txt", "Truck&c---zaDCTaE&good&0&4", "Bus&c---zaDCTaE&good&4&10");

    Streamed streamed = Streamed.of(uri("split=holdout"));

    assertThat(streamed.labelled()).containsExactly("AVE/c---zaDCTaE.mp4=Truck");
    assertThat(streamed.leftOut()).isEmpty();
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    list("testSet.txt", "Truck&gone&good&0&4", "Truck", "Rain&c---zaDCTaE&good&0&10");
    refuses(
        uri("split=holdout"),
        "the media of all 1 clips that",
        "testSet.txt names are missing: AVE/gone.mp4: AVE/gone.mp4 is missing");

    list(
        "testSet.txt",
        "Truck&c---zaDCTaE&good&0&4",
        "Truck&gone&good&0&4",
        "Truck&a",
        "Rain&b&good&0&1");
    assertThat(Streamed.of(uri("split=holdout")).leftOut())
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("testSet.txt:3: 'Truck&a' is not of the form " + HEAD),
            line ->
                assertThat(line)
                    .startsWith("testSet.txt:4: 'Rain&b&good&0&1' has the class 'Rain'"),
            line -> assertThat(line).isEqualTo("AVE/gone.mp4: AVE/gone.mp4 is missing"));

    Files.delete(directory.resolve("testSet.txt"));
    refuses(uri("split=holdout"), "lacks testSet.txt; must hold testSet.txt, AVE.");
  }

  @Test
  void shouldLeaveOutAVideoThatWasNotDownloadedToItsEnd() throws IOException {
    Path video = directory.resolve("AVE/RUhOCu3LNXM.mp4");
    byte[] all = Files.readAllBytes(video);
    Files.write(video, java.util.Arrays.copyOf(all, all.length / 2));

    Streamed streamed = Streamed.of(uri(""));

    assertThat(streamed.labelled()).containsExactly("AVE/-J2WJaG1Dd4.mp4=Church bell");
    assertThat(streamed.leftOut().get(0)).startsWith("AVE/RUhOCu3LNXM.mp4: FFmpeg cannot read it");
  }

  private static void refuses(String uri, String... words) {
    assertThatThrownBy(() -> Streamed.of(uri))
        .isInstanceOf(FeedException.class)
        .hasMessageContainingAll(words);
  }
}
