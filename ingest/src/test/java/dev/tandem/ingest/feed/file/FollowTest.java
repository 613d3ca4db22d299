package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.feed.TestingWav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that wait for files, and patterns of them. */
@Timeout(120)
class FollowTest {
  @TempDir Path directory;

  @Test
  void shouldCutFilesAsTheyCome() throws IOException {
    TestingWav.tone(directory.resolve("cat_1.wav"), 8_000, 1);
    try (FileFeed feed = open(directory + "?follow=30s&settle=100ms")) {
      assertThat(feed.describe().classNames()).containsExactly("cat");
      CapturedClip first = feed.next().orElseThrow();
      Path written = directory.resolve(".dog_1");
      TestingWav.tone(written, 8_000, 1);
      Files.move(written, directory.resolve("dog_1.wav"));
      CapturedClip second = feed.next().orElseThrow();

      assertThat(List.of(name(first), name(second))).containsExactly("cat_1.wav", "dog_1.wav");
      assertThat(second.index()).isEqualTo(1);
      assertThat(second.label().orElseThrow().className()).isEqualTo("dog");
    }
  }

  @Test
  void shouldWaitForTheFirst() throws IOException {
    try (FileFeed feed = open(directory + "?follow=on&settle=100ms")) {
      Path late = Files.createDirectory(directory.resolve("cat"));
      TestingWav.tone(late.resolve("1.wav"), 8_000, 1);

      assertThat(name(feed.next().orElseThrow())).isEqualTo("cat/1.wav");
    }
  }

  @Test
  void shouldReadATableOfLabelsThatGrows() throws IOException {
    Path table = Files.writeString(directory.resolve("labels.csv"), "a.wav,cat\nb.wav,dog\n");
    TestingWav.tone(directory.resolve("a.wav"), 8_000, 1);
    try (FileFeed feed = open(directory + "?follow=on&settle=100ms")) {
      assertThat(label(feed)).isEqualTo("cat");
      Files.writeString(table, "a.wav,cat\nb.wav,dog\nc.wav,\n");
      TestingWav.tone(directory.resolve("b.wav"), 8_000, 1);
      assertThat(label(feed)).as("what was read before").isEqualTo("dog");
      Files.writeString(table, "a.wav,cat\nb.wav,dog\nvideos/c.wav,horse\n");
      TestingWav.tone(directory.resolve("c.wav"), 8_000, 1);
      assertThat(label(feed)).isEqualTo("horse");
    }
  }

  @Test
  void shouldReadLabelsBesideFilesThatCome() throws IOException {
    Files.writeString(directory.resolve("b.labels.json"), "{\"class\": \"dog\"}");
    TestingWav.tone(directory.resolve("a.wav"), 8_000, 1);
    Files.writeString(directory.resolve("a.labels.json"), "[{\"class\": \"cat\"}]");
    try (FileFeed feed = open(directory + "?follow=on&settle=100ms")) {
      assertThat(label(feed)).isEqualTo("cat");
      TestingWav.tone(directory.resolve("b.wav"), 8_000, 1);
      assertThat(label(feed)).isEqualTo("dog");
      Files.writeString(directory.resolve("c_1.labels.json"), "{\"class\": ");
      TestingWav.tone(directory.resolve("c_1.wav"), 8_000, 1);
      assertThat(feed.next().orElseThrow().label()).as("what cannot be read").isEmpty();
    }
  }

  @Test
  void shouldEndWhereNothingComes() throws IOException {
    assertThatThrownBy(() -> clips(directory + "?follow=200ms&settle=50ms"))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            directory
                + " has no media: nothing came within 200ms. Check the path, or give follow=on.");
    TestingWav.tone(directory.resolve("cat_1.wav"), 8_000, 1);
    Files.writeString(directory.resolve("cat_2.mp4"), "no media at all");
    try (FileFeed feed = open(directory + "?follow=200ms&settle=50ms")) {
      assertThat(clips(feed)).hasSize(1);
      assertThat(feed.skipped()).hasSize(1);
    }
  }

  @Test
  void shouldRefuseAnOrderOfWhatIsStillToCome() {
    assertThatThrownBy(() -> open(directory + "?follow=on&order=name"))
        .hasMessageEndingWith("order must not be given. Remove it.");
    assertThatThrownBy(() -> open(directory + "?follow=soon"))
        .hasMessageContaining("must be off, on, or how long to wait for more, such as 10min");
  }

  @Test
  void shouldTakeWhatMatchesAPattern() throws IOException {
    for (String name :
        List.of("a/cat_1.wav", "a/cat_2.wav", "a/dog_1.WAV", "b/cat_3.wav", "a/.x.wav")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      TestingWav.tone(file, 8_000, 1);
    }

    assertThat(names("a/*.wav")).containsExactly("cat_1.wav", "cat_2.wav");
    assertThat(names("a/cat_?.wav?frames=1")).containsExactly("cat_1.wav", "cat_2.wav");
    assertThat(names("*/cat_[23].wav")).containsExactly("a/cat_2.wav", "b/cat_3.wav");
    assertThat(names("**.{wav,WAV}"))
        .containsExactly("a/cat_1.wav", "a/cat_2.wav", "a/dog_1.WAV", "b/cat_3.wav");
    assertThatThrownBy(() -> names("*.mp4"))
        .hasMessage(
            directory
                + "/*.mp4 matches no file; a pattern such as DIR/*.mp4 must match media files. Check the pattern.");
    assertThatThrownBy(() -> names("nowhere/*.mp4")).hasMessageContaining("does not exist");
  }

  @Test
  void shouldTakeANameBeforeAPattern() throws IOException {
    for (String name :
        List.of(
            "a b#1.wav",
            "50%.wav",
            "it's \"q\".wav",
            "star*.wav",
            "x?.wav",
            "[x].wav",
            "k\u00F6ln.wav")) {
      TestingWav.tone(directory.resolve(name), 8_000, 1);
      TestingWav.tone(directory.resolve("x1.wav"), 8_000, 1);
      TestingWav.tone(directory.resolve("star1.wav"), 8_000, 1);

      assertThat(names(name + "?")).as(name).containsExactly(name);
    }
    assertThat(clips(directory + "?order=name")).hasSize(9);
  }

  private List<String> names(String path) {
    String ordered = path.contains("?frames") || path.endsWith("?") ? path : path + "?order=name";
    return clips(directory + "/" + ordered).stream().map(FollowTest::name).sorted().toList();
  }

  private static List<CapturedClip> clips(String uri) {
    try (FileFeed feed = open(uri)) {
      return clips(feed);
    }
  }

  private static List<CapturedClip> clips(FileFeed feed) {
    List<CapturedClip> clips = new ArrayList<>();
    for (Optional<CapturedClip> clip = feed.next(); clip.isPresent(); clip = feed.next()) {
      clips.add(clip.get());
    }
    return clips;
  }

  private static String label(FileFeed feed) {
    return feed.next().orElseThrow().label().orElseThrow().className();
  }

  private static String name(CapturedClip clip) {
    return clip.origin().orElseThrow().item();
  }

  private static FileFeed open(String uri) {
    return FileFeed.open(Feeds.parse("file:" + uri), 1);
  }
}
