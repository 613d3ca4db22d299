package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.TestingWav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of stretches of a file, in a table, a document, or beside the file itself. */
class WrittenLabelsTest {
  @TempDir Path directory;

  @BeforeEach
  void makeFiles() throws IOException {
    Files.createFile(directory.resolve("a.mp4"));
    Files.createFile(directory.resolve("dog_1.mp4"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file,start,end,label\na.mp4,0,2,cat\na.mp4,3.4,5,dog\n",
        "\uFEFFFile;Class;End;Start\r\n./a.mp4;dog;0:05;00:00:03.4\r\na.mp4;cat;2.0;0\r\n",
        "path\tstart\tend\tclass\nvideos\\a.mp4\t0.0\t2.000000000000000001\tcat\na.mp4\t3.4\t5\tdog\n"
      })
  void shouldLabelAClipByItsMiddle(String table) throws IOException {
    write("labels.csv", table);

    assertThat(classes("a.mp4", 6)).containsExactly("cat", "cat", "", "dog", "dog", "");
    assertThat(classes("dog_1.mp4", 1)).as("not in the table").containsExactly("");
    assertThat(MediaLibrary.of(directory).classNames()).containsExactly("cat", "dog");
  }

  @Test
  void shouldReadADocument() throws IOException {
    write(
        "labels.json",
        """
        [{"file": "a.mp4", "start": 0, "end": 2.0, "class": "cat"},
         {"file": "./a.mp4", "start": "0:03.4", "end": "5", "label": "dog"},
         {"file": "dog_1.mp4", "class": "wolf"}]
        """);

    assertThat(classes("a.mp4", 6)).containsExactly("cat", "cat", "", "dog", "dog", "");
    assertThat(classes("dog_1.mp4", 2)).containsExactly("wolf", "wolf");
  }

  @Test
  void shouldReadValuesOfStretches() throws IOException {
    List<Optional<ClipLabel>> expected =
        List.of(
            Optional.of(ClipLabel.ofTargets(List.of(0.5, -1.0))),
            Optional.of(ClipLabel.ofTargets(List.of(0.0, 1.0))));
    write("labels.csv", "file,start,end,valence,arousal\na.mp4,0,1,0.5,-1\na.mp4,1,2,0,1\n");
    assertThat(labels("a.mp4", 2)).isEqualTo(expected);
    assertThat(MediaLibrary.of(directory).targetNames()).containsExactly("valence", "arousal");
    Files.delete(directory.resolve("labels.csv"));

    write(
        "a.labels.json",
        """
        [{"start": 0, "end": 1, "values": {"valence": 0.5, "arousal": -1}},
         {"start": 1, "end": 2, "values": {"arousal": 1, "valence": 0}}]
        """);
    assertThat(labels("a.mp4", 2)).isEqualTo(expected);
    assertThat(MediaLibrary.of(directory).targetNames()).containsExactly("valence", "arousal");
    assertThat(labels("dog_1.mp4", 1))
        .as("its name has no values")
        .containsExactly(Optional.empty());
  }

  @Test
  void shouldReadWhatLiesBesideAFile() throws IOException {
    write("a.mp4.labels.json", "{\"class\": \"cat\"}");

    assertThat(classes("a.mp4", 2)).containsExactly("cat", "cat");
    assertThat(classes("dog_1.mp4", 1)).as("by its name, as ever").containsExactly("dog");
    assertThat(MediaLibrary.of(directory).files()).hasSize(2);
  }

  @Test
  void shouldLabelNothingWhereTheListBesideAFileIsEmpty() throws IOException {
    write("dog_1.labels.json", "[]");

    assertThat(classes("dog_1.mp4", 1)).containsExactly("");
  }

  @Test
  void shouldCutAFileIntoClipsOfItsStretches() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("sound"));
    TestingWav.tone(folder.resolve("x_1.wav"), 8_000, 3);
    Files.writeString(folder.resolve("labels.csv"), "file,start,end,label\nx_1.wav,0.6,2,hum\n");
    List<String> found = new ArrayList<>();
    try (FileFeed feed = FileFeed.open(Feeds.parse("file:" + folder), 1)) {
      for (Optional<CapturedClip> clip = feed.next(); clip.isPresent(); clip = feed.next()) {
        found.add(clip.get().label().map(ClipLabel::className).orElse(""));
      }
    }

    assertThat(found).containsExactly("", "hum", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file,start,label | line 1 is 'file,start,label'; must have start and end, and a label or targets, or neither time. Correct it.",
        "file,start,end | line 1 is 'file,start,end'; must have start and end, and a label or targets, or neither time. Correct it.",
        "file,start,end,label~a.mp4,2,1,cat | line 2 is 'a.mp4,2,1,cat'; must be a file, start and end in seconds or as 0:01:23.5, and a label. Correct it.",
        "file,start,end,label~a.mp4,-1,1,cat | line 2 is 'a.mp4,-1,1,cat'; must be a file, start and end in seconds or as 0:01:23.5, and a label. Correct it.",
        "file,start,end,v~a.mp4,0,1,high | line 2 is 'a.mp4,0,1,high'; must be a file, start and end in seconds or as 0:01:23.5, and a number for each of [v]. Correct it.",
        "file,start,end,label~a.mp4,0,2,cat~a.mp4,1.5,3,dog | line 3 labels a.mp4 from 1.5 to 3 s, but line 2 labels it from 0 to 2 s. Let them not overlap."
      })
  void shouldRefuseATableThatIsDamaged(String table, String reason) throws IOException {
    write("labels.csv", table.replace('~', '\n'));

    refuses("%s/labels.csv, " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'class':'cat'}] | entry 1 is {'class':'cat'}; must name its file. Correct it.",
        "[{'file':'a.mp4'}] | entry 1 is {'file':'a.mp4'}; must have a class, in words, or values. Correct it.",
        "[{'file':'a.mp4','class':3}] | entry 1 is {'file':'a.mp4','class':3}; must have a class, in words, or values. Correct it.",
        "[{'file':'a.mp4','class':'cat','begin':1}] | entry 1 is {'file':'a.mp4','class':'cat','begin':1}; must be an object of [class, end, file, label, start, values]. Correct it.",
        "['a.mp4'] | entry 1 is 'a.mp4'; must be an object of [class, end, file, label, start, values]. Correct it.",
        "[{'file':'a.mp4','class':'cat','start':1}] | entry 1 is {'file':'a.mp4','class':'cat','start':1}; must have a start, and an end after it, in seconds or as '0:01:23.5'. Correct it.",
        "[{'file':'a.mp4','values':{'v':1}},{'file':'dog_1.mp4','class':'cat'}] | entry 2 is {'file':'dog_1.mp4','class':'cat'}; must have what entry 1 has, a class or values. Correct it.",
        "[{'file':'a.mp4','values':{'v':1}},{'file':'dog_1.mp4','values':{'w':1}}] | entry 2 is {'file':'dog_1.mp4','values':{'w':1}}; must have a number for each of [v]. Correct it.",
        "[{'file':'a.mp4','class':'cat'},{'file':'a.mp4','class':'dog'}] | entry 2 labels a.mp4 again. Remove one of the lines.",
      },
      quoteCharacter = '`')
  void shouldRefuseADocumentThatIsDamaged(String document, String reason) throws IOException {
    write("labels.json", document.replace('\'', '"'));

    refuses("%s/labels.json, " + reason.replace('\'', '"'));
  }

  @Test
  void shouldRefuseWhatIsNoJson() throws IOException {
    write("a.labels.json", "{class: cat}");

    assertThatThrownBy(() -> MediaLibrary.of(directory))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("cannot read %s/a.labels.json as JSON: ".formatted(directory))
        .hasMessageEndingWith(". Correct or remove it.");
  }

  @Test
  void shouldShowBothSidesWhereWhatLiesBesideFilesDoesNotMatch() throws IOException {
    write("dog-1.labels.json", "[]");

    refuses(
        "%s has labels of 1 files that are not there: dog-1.labels.json;"
            + " 2 that are there have no label, such as a.mp4, dog_1.mp4."
            + " Correct their names or remove them.");
  }

  @Test
  void shouldRefuseTwoSources() throws IOException {
    write("labels.csv", "a.mp4,cat\n");
    write("labels.json", "[]");
    refuses("%1$s/labels.csv has labels, and %1$s/labels.json, too. Keep one of them.");
    Files.delete(directory.resolve("labels.csv"));
    write("a.labels.json", "[]");
    refuses(
        "%s/labels.json has labels, and 1 files have a *.labels.json beside them, such as a.mp4, too."
            + " Keep one of them.");
  }

  @Test
  void shouldRefuseClassesBesideSomeFilesAndValuesBesideOthers() throws IOException {
    write("a.labels.json", "{\"class\": \"cat\"}");
    write("dog_1.labels.json", "{\"values\": {\"v\": 1}}");

    refuses(
        "the labels beside dog_1.mp4 have values of [v], those of files before it classes."
            + " Let all have the same.");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private List<Optional<ClipLabel>> labels(String file, int clips) {
    MediaLibrary library = MediaLibrary.of(directory);
    List<Optional<ClipLabel>> labels = new ArrayList<>();
    for (int i = 0; i < clips; i++) {
      labels.add(library.label(directory.resolve(file), Duration.ofSeconds(i)));
    }
    return labels;
  }

  private List<String> classes(String file, int clips) {
    return labels(file, clips).stream()
        .map(label -> label.map(ClipLabel::className).orElse(""))
        .toList();
  }

  private void refuses(String message) {
    assertThatThrownBy(() -> MediaLibrary.of(directory))
        .isInstanceOf(FeedException.class)
        .hasMessage(message.formatted(directory));
  }
}
