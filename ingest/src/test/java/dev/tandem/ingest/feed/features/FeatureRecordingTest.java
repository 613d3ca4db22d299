package dev.tandem.ingest.feed.features;

import static dev.tandem.ingest.feed.features.TestingFolder.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.PublishedClip;
import dev.tandem.ingest.extract.FeatureTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureRecordingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path directory;
  private Instant now = START;

  @Test
  void shouldGiveBackTheSameBytesAndTimes() {
    List<PublishedClip> recorded;
    try (FeatureRecording recording = recording();
        Feed studio = Feeds.open(Feeds.parse("studio:"), 5)) {
      recorded = record(studio, recording, 40, Duration.ofMillis(1_250));
    }
    try (Feed replayed = replayed()) {
      assertThat(formats(replayed)).isEqualTo(formats(Feeds.open(Feeds.parse("studio:"), 5)));
      List<CapturedClip> clips = all(replayed);
      assertThat(clips).hasSize(40);
      assertThat(replayed.skipped()).isEmpty();
      for (int i = 0; i < clips.size(); i++) {
        assertThat(features(clips.get(i), replayed.describe()))
            .isEqualTo(payloads(recorded.get(i).features()));
        assertThat(clips.get(i).label()).isEqualTo(recorded.get(i).label());
        assertThat(replayed.describe().placement().begin(i))
            .isEqualTo(Duration.ofMillis(1_250L * i));
      }
    }
  }

  @Test
  void shouldKeepPartialClipsAndTargets() {
    try (FeatureRecording recording = recording();
        Feed feed = Feeds.open(Feeds.parse("synthetic:?targets=2&dimension=3"), 5)) {
      recording.begin(feed.describe());
      for (int i = 0; i < 4; i++) {
        PublishedClip clip = clip(feed, feed.next().orElseThrow(), START.plusSeconds(i));
        Map<String, FeatureTensor> some = new TreeMap<>(clip.features());
        if (i == 2) {
          some.remove("audio");
        }
        recording.clip(
            new PublishedClip(
                clip.id(),
                "cam \"1\"",
                clip.begin(),
                some,
                clip.label().filter(l -> some.size() > 1)));
      }
    }
    try (Feed replayed = replayed();
        Feed original = Feeds.open(Feeds.parse("synthetic:?targets=2&dimension=3"), 5)) {
      List<CapturedClip> clips = all(replayed);
      assertThat(replayed.describe().targetNames()).isEqualTo(original.describe().targetNames());
      assertThat(clips.get(2).signals()).containsOnlyKeys("video");
      assertThat(clips.get(2).label()).isEmpty();
      assertThat(clips.get(0).label()).isEqualTo(original.next().orElseThrow().label());
      assertThat(
              TestingFolder.ids(
                  new TestingFolder(directory).open("?holdout=cam \"1\"&split=holdout")))
          .hasSize(4);
    }
  }

  @Test
  void shouldBeginAnotherPartWhereOneIsFull() throws IOException {
    String feed = "synthetic:?dimension=100000"; // 0.8 MB a clip
    try (FeatureRecording recording = recording();
        Feed opened = Feeds.open(Feeds.parse(feed), 5)) {
      record(opened, recording, 25, Duration.ofSeconds(1));
    }
    assertThat(names())
        .containsExactly(
            "audio-00000.safetensors",
            "audio-00001.safetensors",
            "clips.csv",
            "video-00000.safetensors",
            "video-00001.safetensors");
    try (Feed replayed = replayed();
        Feed original = Feeds.open(Feeds.parse(feed), 5)) {
      FeedDescription description = replayed.describe();
      List<CapturedClip> clips = all(replayed);
      original.skip(24);
      assertThat(clips).hasSize(25);
      assertThat(features(clips.get(24), description))
          .isEqualTo(features(original.next().orElseThrow(), original.describe()));
    }
  }

  @Test
  void shouldBeginAnotherPartWhereOneIsFullOfAbsentRows() throws IOException {
    try (FeatureRecording recording = recording();
        Feed feed = Feeds.open(Feeds.parse("synthetic:?dimension=100000"), 5)) {
      recording.begin(feed.describe());
      PublishedClip clip = clip(feed, feed.next().orElseThrow(), START);
      Map<String, FeatureTensor> heard = Map.of("audio", clip.features().get("audio"));
      for (int i = 0; i < 25; i++) {
        recording.clip(
            new PublishedClip("s-" + i, "s", START.plusSeconds(i), heard, Optional.empty()));
      }
    }
    assertThat(names()).contains("audio-00001.safetensors", "video-00001.safetensors");
    for (String name : names()) {
      assertThat(Files.size(directory.resolve(name))).as(name).isLessThan(RecordedParts.PART_BYTES);
    }
  }

  @Test
  void shouldBeReadableToItsLastWriteWhereItIsKilled() throws IOException {
    FeatureRecording killed = recording();
    try (Feed feed = Feeds.open(Feeds.parse("synthetic:?dimension=3"), 5)) {
      record(
          feed, killed, 6, Duration.ofSeconds(1)); // 2 s apart on the clock: 10 s after the sixth
      assertThat(all(replayed())).hasSize(5);
      record(feed, killed, 3, Duration.ofSeconds(1));
    }

    try (Feed replayed = replayed()) {
      assertThat(all(replayed)).hasSize(5);
      assertThat(replayed.skipped()).isEmpty();
    }
    List<String> lines = Files.readAllLines(directory.resolve("clips.csv"));
    Files.write(directory.resolve("clips.csv"), lines.subList(0, 4)); // before they were listed
    assertThat(all(replayed())).hasSize(3);
  }

  @Test
  void shouldRefuseAFolderWithSomethingInIt() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "mine");

    assertThatThrownBy(this::recording)
        .isInstanceOf(FeedException.class)
        .hasMessageEndingWith(
            "is not empty; a recording must have a folder of its own. Name another, or empty it.");
    assertThatThrownBy(() -> FeatureRecording.in(directory.resolve("notes.txt")))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("cannot record to");
  }

  @Test
  void shouldStopQuietlyWhereItCannotGoOn() {
    try (FeatureRecording recording = recording();
        Feed feed = Feeds.open(Feeds.parse("synthetic:?dimension=3"), 5);
        Feed other = Feeds.open(Feeds.parse("synthetic:?dimension=4"), 5)) {
      record(feed, recording, 2, Duration.ofSeconds(1));
      record(other, recording, 2, Duration.ofSeconds(1));

      assertThat(recording.clips()).isEqualTo(2);
      assertThat(recording.broken())
          .hasValueSatisfying(
              why ->
                  assertThat(why)
                      .contains("broke off after 2 clips")
                      .contains("the feed came back with other modalities or targets"));
    }
  }

  private FeatureRecording recording() {
    return FeatureRecording.in(directory, () -> now);
  }

  private Feed replayed() {
    return new TestingFolder(directory).open("");
  }

  private List<PublishedClip> record(
      Feed feed, FeatureRecording recording, int clips, Duration hop) {
    List<PublishedClip> recorded = new ArrayList<>();
    recording.begin(feed.describe());
    for (int i = 0; i < clips; i++) {
      now = now.plusSeconds(2);
      PublishedClip clip = clip(feed, feed.next().orElseThrow(), START.plus(hop.multipliedBy(i)));
      recording.clip(clip);
      recorded.add(clip);
    }
    return recorded;
  }

  private static PublishedClip clip(Feed feed, CapturedClip clip, Instant begin) {
    Map<String, FeatureTensor> features = new TreeMap<>();
    feed.describe()
        .modalities()
        .forEach(
            modality ->
                features.put(
                    modality.name(),
                    modality.extractor().extract(clip.signals().get(modality.name()))));
    return new PublishedClip("s-" + clip.index(), "s", begin, features, clip.label());
  }

  private static Map<String, ByteBuffer> features(CapturedClip clip, FeedDescription feed) {
    Map<String, FeatureTensor> features = new TreeMap<>();
    feed.modalities()
        .forEach(
            modality ->
                Optional.ofNullable(clip.signals().get(modality.name()))
                    .map(modality.extractor()::extract)
                    .ifPresent(tensor -> features.put(modality.name(), tensor)));
    return payloads(features);
  }

  private static Map<String, ByteBuffer> payloads(Map<String, FeatureTensor> features) {
    Map<String, ByteBuffer> payloads = new TreeMap<>();
    features.forEach((modality, tensor) -> payloads.put(modality, tensor.payload()));
    return payloads;
  }

  private static List<Object> formats(Feed feed) {
    return feed.describe().modalities().stream()
        .<Object>map(modality -> modality.extractor().format())
        .toList();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
