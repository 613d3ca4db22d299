package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.TestingWav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFeedTest {
  @TempDir Path directory;

  @Test
  void shouldHearAndSeeAFile() throws IOException {
    Path file = TestingMedia.record(directory.resolve("dog_1.mp4"), 10);
    List<CapturedClip> clips = clips(open(file, "?frames=2"));

    assertThat(clips).hasSize(1);
    assertThat(clips.get(0).label()).hasValue(ClipLabel.ofClass("dog"));
    Signal.Pcm sound = (Signal.Pcm) clips.get(0).signals().get("audio");
    assertThat(sound.sampleRate()).isEqualTo(16_000);
    assertThat(power(sound)).as("of a tone at half scale").isEqualTo(0.125, within(0.02));
    Signal.Frames frames = (Signal.Frames) clips.get(0).signals().get("video");
    assertThat(frames.count()).isEqualTo(2);
    assertThat(frames.height()).isEqualTo(TestingMedia.SIZE);
    assertThat(middle(frames, 0)).as("the picture at 0.25 s").isCloseTo(40, within(12));
    assertThat(middle(frames, 1)).as("the picture at 0.75 s").isCloseTo(140, within(12));
  }

  @Test
  void shouldCutLongFilesIntoSeconds() throws IOException {
    Path file = TestingMedia.record(directory.resolve("dog_1.mp4"), 36);

    assertThat(clips(open(file, "")))
        .extracting(CapturedClip::index)
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(clips(open(file, "?clips-per-file=2"))).hasSize(2);
  }

  @Test
  void shouldSayWhereAClipWasCut() throws IOException {
    TestingMedia.record(directory.resolve("cat_1.mp4"), 20);
    TestingMedia.record(directory.resolve("dog_1.mp4"), 10);

    assertThat(clips(open(directory, "?order=name")))
        .extracting(clip -> clip.origin().orElseThrow())
        .containsExactly(
            new Origin("cat_1.mp4", Duration.ZERO),
            new Origin("cat_1.mp4", Duration.ofSeconds(1)),
            new Origin("dog_1.mp4", Duration.ZERO));
  }

  @Test
  void shouldSayHowMuchWasRead() throws IOException {
    TestingMedia.record(directory.resolve("cat_1.mp4"), 20);
    TestingMedia.record(directory.resolve("dog_1.mp4"), 10);
    List<Double> shares = new ArrayList<>();
    try (Feed feed = open(directory, "?order=name")) {
      do {
        shares.add(feed.share().orElseThrow());
      } while (feed.next().isPresent());
    }

    assertThat(shares).containsExactly(0.25, 0.25, 0.5, 1.0);
  }

  @Test
  void shouldDropAShortRestUnlessItIsAllThereIs() throws IOException {
    Path more = TestingMedia.record(directory.resolve("dog_1.mp4"), 13);
    Path less = TestingMedia.record(directory.resolve("dog_2.mp4"), 3);

    assertThat(clips(open(more, ""))).hasSize(1);
    assertThat(clips(open(less, ""))).hasSize(1);
  }

  @Test
  void shouldLeaveAMissingModalityOut() throws IOException {
    Path silent = TestingMedia.record(directory.resolve("dog_1.mp4"), 10, false, true);
    Path dark = directory.resolve("cat_1.wav");
    TestingWav.tone(dark, 8_000, 1);

    assertThat(clips(open(silent, "")).get(0).signals()).containsOnlyKeys("video");
    assertThat(clips(open(dark, "")).get(0).signals()).containsOnlyKeys("audio");
  }

  @Test
  void shouldGoOnPastFilesOfADirectoryThatCannotBeUsed() throws IOException {
    TestingMedia.record(directory.resolve("cat_1.mp4"), 10);
    TestingMedia.record(directory.resolve("dog_1.mp4"), 10);
    Files.writeString(directory.resolve("cat_2.mp4"), "no media at all");
    Files.createFile(directory.resolve("dog_2.mp4"));
    try (FileFeed feed = open(directory, "?order=name")) {
      assertThat(clips(feed))
          .extracting(c -> c.label().orElseThrow().className())
          .containsExactly("cat", "dog");
      assertThat(feed.describe().classNames()).containsExactly("cat", "dog");
      assertThat(feed.skipped())
          .extracting(Skipped::item)
          .containsExactly("cat_2.mp4", "dog_2.mp4");
      assertThat(feed.skipped().get(0).reason())
          .isEqualTo("FFmpeg cannot read it: Invalid data found when processing input");
    }
  }

  @Test
  void shouldTellWhatIsNotThereUnderItsName() throws IOException {
    TestingMedia.record(directory.resolve("cat_1.mp4"), 10);
    Files.createSymbolicLink(directory.resolve("dog_1.mp4"), directory.resolve("gone"));
    try (FileFeed feed = open(directory, "?order=name")) {
      assertThat(clips(feed)).hasSize(1);
      assertThat(feed.skipped())
          .singleElement()
          .satisfies(
              left -> {
                assertThat(left.item()).isEqualTo("dog_1.mp4");
                assertThat(left.reason()).startsWith("it is not there: a broken link, or a name");
              });
    }
  }

  @Test
  void shouldShuffleADirectoryByTheSeed() throws IOException {
    for (int i = 0; i < 9; i++) {
      TestingWav.tone(directory.resolve(i + "_x.wav"), 8_000, 1);
    }
    List<Optional<String>> labels = labels(FileFeed.open(uri(directory, ""), 1));

    assertThat(labels(FileFeed.open(uri(directory, ""), 1))).isEqualTo(labels);
    assertThat(labels(FileFeed.open(uri(directory, ""), 2)))
        .isNotEqualTo(labels)
        .containsExactlyInAnyOrderElementsOf(labels);
  }

  @Test
  void shouldTakeLabelsFromATable() throws IOException {
    TestingMedia.record(directory.resolve("cat_1.mp4"), 10);
    TestingMedia.record(directory.resolve("other.mp4"), 10);
    Files.writeString(directory.resolve("labels.csv"), "file,label\ncat_1.mp4,lion\n");

    assertThat(labels(open(directory, "?order=name")))
        .containsExactly(Optional.of("lion"), Optional.empty());
  }

  @Test
  void shouldRefuseATableThatNamesFilesThatAreNotThere() throws IOException {
    TestingWav.tone(directory.resolve("cat_1.wav"), 8_000, 1);
    Files.writeString(directory.resolve("labels.csv"), "cat_1.wav,cat\ncat_7.wav,cat\n");
    refuses(
        directory,
        "%1$s/labels.csv names 1 files that are not in %1$s, such as cat_7.wav."
            + " Correct the names or remove the lines.");
    Files.writeString(directory.resolve("labels.csv"), "cat_1.wav\n");
    refuses(directory, "%1$s/labels.csv, line 1 is 'cat_1.wav'; must be file,label. Correct it.");
    Files.writeString(directory.resolve("labels.csv"), "cat_1.wav,cat\ncat_1.wav,dog\n");
    refuses(directory, "%1$s/labels.csv, line 2 labels cat_1.wav again. Remove one of the lines.");
  }

  @Test
  void shouldReadTablesAsProgramsWriteThem() throws IOException {
    TestingWav.tone(directory.resolve("a, one.wav"), 8_000, 1);
    TestingWav.tone(directory.resolve("ko\u0308ln.wav"), 8_000, 1);
    for (String table :
        List.of(
            "\uFEFFfile,label\r\n\"a, one.wav\",cat\r\nk\u00F6ln.wav,dog\r\n",
            "\"File\",\"Label\"\n\"a, one.wav\",\"cat\"\n\"ko\u0308ln.wav\",\"dog\"\n",
            "path;class\n./a, one.wav;cat\nk\u00F6ln.wav;dog\n",
            "file\tlabel\nvideos\\a, one.wav\tcat\nvideos/x/k\u00F6ln.wav\tdog\n")) {
      Files.writeString(directory.resolve("labels.csv"), table);

      assertThat(labels(open(directory, "?order=name")))
          .as(table)
          .containsExactly(Optional.of("cat"), Optional.of("dog"));
    }
  }

  @Test
  void shouldShowBothSidesWhereLabelsAndFilesDoNotMatch() throws IOException {
    TestingWav.tone(directory.resolve("cat_1.wav"), 8_000, 1);
    Files.writeString(directory.resolve("labels.csv"), "cat-1.wav,cat\n");

    refuses(
        directory,
        "%1$s/labels.csv names 1 files that are not in %1$s, such as cat-1.wav;"
            + " 1 that are there have no label, such as cat_1.wav."
            + " Correct the names or remove the lines.");
  }

  @Test
  void shouldTakeAFolderForAClass() throws IOException {
    for (String name : List.of("dog", "cat")) {
      Files.createDirectory(directory.resolve(name));
      TestingWav.tone(directory.resolve(name).resolve("1_x.wav"), 8_000, 1);
    }
    FileFeed feed = open(directory, "?order=name");

    assertThat(feed.describe().classNames()).containsExactly("cat", "dog");
    List<CapturedClip> clips = clips(feed);
    assertThat(clips)
        .extracting(clip -> clip.origin().orElseThrow().item())
        .containsExactly("cat/1_x.wav", "dog/1_x.wav");
    assertThat(clips)
        .extracting(clip -> clip.label().orElseThrow().className())
        .containsExactly("cat", "dog");
  }

  @Test
  void shouldTakeTargetsFromATable() throws IOException {
    TestingWav.tone(directory.resolve("a,1.wav"), 8_000, 1);
    TestingWav.tone(directory.resolve("b.wav"), 8_000, 1);
    Path table = directory.resolve("labels.csv");
    Files.writeString(table, "file,valence,arousal\na,1.wav, 0.5,-1\n");
    FileFeed feed = open(directory, "?order=name");

    assertThat(feed.describe().classNames()).isEmpty();
    assertThat(feed.describe().targetNames()).containsExactly("valence", "arousal");
    assertThat(clips(feed))
        .extracting(CapturedClip::label)
        .containsExactly(
            Optional.of(ClipLabel.ofTargets(List.of(0.5, -1.0))), Optional.<ClipLabel>empty());
    for (String line : List.of("b.wav,0.5", "b.wav,0.5,high", "b.wav,0.5,NaN", "0.5,1")) {
      Files.writeString(table, "file,valence,arousal\n" + line + "\n");
      refuses(
          directory,
          "%1$s/labels.csv, line 2 is '"
              + line
              + "'; must be a file, and a number for each of [valence, arousal]. Correct it.");
    }
    Files.writeString(table, "file,valence,valence\n");
    refuses(
        directory,
        "%s/labels.csv, line 1 is 'file,valence,valence'; must name different targets. Correct it.");
  }

  @Test
  void shouldRefuseAFileThatIsNoMedia() throws IOException {
    Path file = Files.writeString(directory.resolve("cat_1.mp4"), "no media at all");

    assertThatThrownBy(() -> open(file, ""))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            file
                + " cannot be used: FFmpeg cannot read it: Invalid data found when processing input."
                + " It must be a media file with sound or pictures; replace it.");
  }

  @Test
  void shouldRefuseATruncatedFile() throws IOException {
    Path file = TestingMedia.record(directory.resolve("cat_1.mp4"), 30);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> open(file, ""))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith(file + " cannot be used: FFmpeg cannot read it: ");
  }

  @Test
  void shouldSayWhereAFileBreaksOff() throws IOException {
    Path file = TestingMedia.recordForStreaming(directory.resolve("cat_1.mp4"), 60);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    TestingWav.tone(directory.resolve("dog_1.wav"), 8_000, 1);

    try (FileFeed feed = open(file, "")) {
      assertThat(clips(feed)).as("it is of some use").hasSizeBetween(2, 5);
      assertThat(feed.skipped()).extracting(Skipped::item).containsExactly("cat_1.mp4");
      assertThat(feed.skipped().get(0).reason())
          .matches("after \\d clips: it breaks off at \\d\\.\\d s of 6\\.\\d s");
    }
    try (FileFeed feed = open(directory, "?order=name")) {
      assertThat(clips(feed)).hasSizeBetween(3, 6);
      assertThat(feed.skipped()).extracting(Skipped::item).containsExactly("cat_1.mp4");
    }
  }

  @Test
  void shouldRefuseADirectoryWithoutAnythingToUse() throws IOException {
    refuses(
        directory,
        "the directory %1$s is empty; must hold media files such as {label}_name.mp4,"
            + " or a folder of them for each class. Check the path.");
    Files.writeString(directory.resolve("cat_1.mp4"), "no media at all");
    assertThatThrownBy(() -> open(directory, ""))
        .hasMessageStartingWith(
            directory + " has no usable media: 1 files were left out, such as cat_1.mp4: FFmpeg");
  }

  @Test
  void shouldRefuseAPathThatIsNotThere() {
    refuses(
        directory.resolve("no.mp4"),
        "%1$s/no.mp4 does not exist; file:PATH must name a media file or a directory of them."
            + " Check the path.");
  }

  private static FeedUri uri(Path path, String parameters) {
    return Feeds.parse("file:" + path + parameters);
  }

  private static FileFeed open(Path path, String parameters) {
    return FileFeed.open(uri(path, parameters), 1);
  }

  private void refuses(Path path, String message) {
    assertThatThrownBy(() -> open(path, ""))
        .isInstanceOf(FeedException.class)
        .hasMessage(message.formatted(directory));
  }

  private static List<CapturedClip> clips(FileFeed feed) {
    List<CapturedClip> clips = new ArrayList<>();
    try (feed) {
      Optional<CapturedClip> clip = feed.next();
      while (clip.isPresent()) {
        clips.add(clip.get());
        clip = feed.next();
      }
    }
    return clips;
  }

  private static List<Optional<String>> labels(FileFeed feed) {
    return clips(feed).stream().map(clip -> clip.label().map(ClipLabel::className)).toList();
  }

  private static double power(Signal.Pcm sound) {
    double squares = 0;
    for (float sample : sound.samples()) {
      squares += sample * sample;
    }
    return squares / sound.samples().length;
  }

  private static int middle(Signal.Frames frames, int frame) {
    int size = frames.height() * frames.width();
    return frames.pixels()[frame * size + size / 2 + frames.width() / 2] & 0xFF;
  }
}
