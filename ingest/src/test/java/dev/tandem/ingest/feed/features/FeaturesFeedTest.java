package dev.tandem.ingest.feed.features;

import static dev.tandem.ingest.feed.features.TestingFolder.all;
import static dev.tandem.ingest.feed.features.TestingFolder.floats;
import static dev.tandem.ingest.feed.features.TestingFolder.ids;
import static dev.tandem.ingest.feed.features.TestingFolder.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.TensorFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesFeedTest {
  @TempDir private Path directory;
  private TestingFolder folder;

  /** Four clips of two subjects; the sound as rows, the brain by id and in another order. */
  @BeforeEach
  void write() {
    folder = new TestingFolder(directory);
    folder.write(
        "clips.csv",
        "id,label,stream,time",
        "a,glad,ann,0",
        "b,calm,bob,1.5",
        "c,,ann,3",
        "d,glad,bob,4");
    folder.tensors(
        "audio.safetensors",
        new float[] {0, 1},
        new float[] {2, 3},
        new float[] {4, 5},
        new float[] {6, 7});
    folder.write("eeg.csv", "id,x,y,z", "d,0.5,-1,1e-3", "c,9,9,9", "a,1,2,3", "b,4,5,6");
  }

  @Test
  void shouldGiveEachLineAsAClip() {
    try (Feed feed = folder.open("")) {
      FeedDescription description = feed.describe();
      assertThat(description.modalityNames()).containsExactly("audio", "eeg");
      assertThat(description.classNames()).containsExactly("calm", "glad");
      assertThat(description.modalities().get(1).extractor().format().shape()).containsExactly(3);

      List<CapturedClip> clips = all(feed);
      assertThat(clips).extracting(CapturedClip::index).containsExactly(0L, 1L, 2L, 3L);
      assertThat(floats(clips.get(3), "audio")).containsExactly(6, 7);
      assertThat(floats(clips.get(3), "eeg")).containsExactly(0.5f, -1, 1e-3f);
      assertThat(clips.get(1).label()).contains(ClipLabel.ofClass("calm"));
      assertThat(clips.get(2).label()).isEmpty();
      assertThat(feed.skipped()).isEmpty();
      assertThat(feed.share()).hasValue(1);
    }
  }

  @Test
  void shouldHoldOutStreams() {
    assertThat(ids(folder.open("?holdout=bob"))).containsExactly("a", "c");
    assertThat(ids(folder.open("?holdout=bob&split=holdout"))).containsExactly("b", "d");
    assertThat(ids(folder.open("?holdout=bob,ann&split=holdout"))).hasSize(4);
    assertThat(folder.open("?holdout=bob").describe().classNames())
        .as("both splits have the same classes")
        .containsExactly("calm", "glad");
    refuses(
        "?holdout=eve",
        "holdout is 'eve'; must be of the streams in clips.csv, which are ann, bob.");
    refuses("?split=holdout", "holdout is ''; must be of the streams in clips.csv");
    refuses("?holdout=ann,bob", "no clip is left without those of ann, bob.");
  }

  @Test
  void shouldShuffleTheSameForTheSameSeed() {
    List<String> shuffled = ids(folder.open("?order=shuffled"));

    assertThat(shuffled).containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(ids(folder.open("?order=shuffled"))).isEqualTo(shuffled);
    assertThat(floats(all(folder.open("?order=shuffled")).get(shuffled.indexOf("d")), "audio"))
        .containsExactly(6, 7);
  }

  @Test
  void shouldKeepDistancesInTime() {
    assertThat(begins(folder.open(""), 4)).containsExactly(0L, 1_500L, 3_000L, 4_000L);
    assertThat(begins(folder.open("?times=even"), 4)).containsExactly(0L, 1_000L, 2_000L, 3_000L);
    assertThat(begins(folder.open("?order=shuffled"), 2)).containsExactly(0L, 1_000L);
    assertThat(begins(folder.open("?holdout=ann"), 2)).containsExactly(0L, 2_500L);
  }

  @Test
  void shouldReadTargetsInsteadOfClasses() {
    folder.write("clips.csv", "id,valence,arousal", "a,0.5,-1", "b,,", "c,1,high", "d,0,NaN");
    try (Feed feed = folder.open("")) {
      assertThat(feed.describe().targetNames()).containsExactly("valence", "arousal");
      List<CapturedClip> clips = all(feed);
      assertThat(clips.get(0).label()).contains(ClipLabel.ofTargets(List.of(0.5, -1.0)));
      assertThat(clips.subList(1, 4)).allMatch(clip -> clip.label().isEmpty());
      assertThat(told(feed))
          .containsExactly(
              "clips.csv, line 4: its arousal is 'high'; must be a finite number, or all targets empty. The clip has no label",
              "clips.csv, line 5: its arousal is 'NaN'; must be a finite number, or all targets empty. The clip has no label");
    }
  }

  @Test
  void shouldReadTablesOfOtherPrograms() {
    folder.write(
        "clips.csv", "\uFEFFID\tLabel\tstream", "a\t\tann", "b\tcalm\t", "\"c\t1\"\tglad\tbob");
    folder.write("eeg.csv", "\uFEFFid;x", "\"c\t1\";1\r", "a;2\r", "b;3\r");
    directory.resolve("audio.safetensors").toFile().delete();
    try (Feed feed = folder.open("")) {
      List<CapturedClip> clips = all(feed);

      assertThat(told(feed)).isEmpty();
      assertThat(clips).extracting(clip -> floats(clip, "eeg")[0]).containsExactly(2f, 3f, 1f);
      assertThat(clips.get(0).label()).isEmpty();
      assertThat(clips.get(2).label()).contains(ClipLabel.ofClass("glad"));
    }
  }

  @Test
  void shouldTellEachBadRowWithItsLineAndLoseNothingElse() {
    folder.write(
        "clips.csv", "id,label", "a,glad", "b,calm,more", "c,glad", "a,calm", "d,glad", "e,calm");
    folder.tensors(
        "audio.safetensors",
        new float[] {0, 1},
        new float[] {2, 3},
        new float[] {4, Float.NaN},
        new float[] {6, 7},
        new float[] {Float.NEGATIVE_INFINITY, 9},
        new float[] {10, 11});
    folder.write("eeg.csv", "id,x,y", "a,1,2", "", "c,3", "d,nan,5", "e,6,7", "e,8,9", "zoe,1,2");
    try (Feed feed = folder.open("")) {
      List<CapturedClip> clips = all(feed);

      assertThat(clips)
          .extracting(clip -> clip.origin().orElseThrow().item())
          .containsExactly("a", "e");
      assertThat(clips).extracting(CapturedClip::index).containsExactly(0L, 3L);
      assertThat(floats(clips.get(1), "audio")).containsExactly(10, 11);
      assertThat(floats(clips.get(1), "eeg")).containsExactly(6, 7);
      assertThat(told(feed))
          .containsExactlyInAnyOrder(
              "clips.csv, line 3: it has 3 cells; must have 2, one for each of [id, label]",
              "clips.csv, line 5: its id 'a' is that of line 2; ids must differ",
              "eeg.csv, line 7: its id 'e' is that of line 6; ids must differ",
              "eeg.csv, line 8: clips.csv has no clip 'zoe'",
              "eeg.csv, line 4: it has 1 values; must have 2, as many as the head",
              "audio.safetensors, row 2 (clip 'c'): it has NaN or infinite numbers",
              "clips.csv, line 4: clip 'c' has no features that can be used",
              "eeg.csv, line 5: cell 2 is 'nan'; must be a finite number",
              "audio.safetensors, row 4 (clip 'd'): it has NaN or infinite numbers",
              "clips.csv, line 6: clip 'd' has no features that can be used");
    }
  }

  @Test
  void shouldGivePartialClipsAndCountThem() {
    folder.write("eeg.csv", "id,x", "a,1", "d,2");
    try (Feed feed = folder.open("")) {
      List<CapturedClip> clips = all(feed);

      assertThat(clips).hasSize(4);
      assertThat(clips.get(1).signals()).containsOnlyKeys("audio");
      assertThat(feed.skipped()).isEmpty();
      assertThat(feed.reports().get(1).item()).isEqualTo("eeg.csv");
      assertThat(feed.reports().get(1).clips()).isEqualTo(2);
      assertThat(feed.reports().get(1).faults().dropped()).isEqualTo(2);
      assertThat(feed.reports().get(1).reasons())
          .containsExactly("2 clips lack it, the first that of line 3 of clips.csv");
    }
  }

  @Test
  void shouldTellOnlyTheFirstOfManyAndCountTheRest() {
    folder.write(
        "clips.csv",
        LongStream.range(0, 131).mapToObj(i -> i == 0 ? "id" : "c" + i).toArray(String[]::new));
    folder.write(
        "audio.csv",
        LongStream.range(0, 131)
            .mapToObj(i -> i == 0 ? "id,x" : i == 130 ? "c130,1" : "c" + i + ",inf")
            .toArray(String[]::new));
    directory.resolve("eeg.csv").toFile().delete();
    directory.resolve("audio.safetensors").toFile().delete();
    try (Feed feed = folder.open("")) {
      assertThat(all(feed)).hasSize(1);
      assertThat(told(feed)).hasSize(2 * (Faults.TOLD + 1));
      assertThat(told(feed))
          .endsWith(
              "audio.csv: 29 more rows have numbers that are not finite",
              "clips.csv: 29 more rows have no usable modality");
      assertThat(feed.summaries()).isEqualTo(feed.skipped().subList(200, 202));
      assertThat(feed.reports().get(1).faults().damaged()).isEqualTo(129);
    }
  }

  @Test
  void shouldPassOverLinesWithoutReadingThem() {
    try (Feed feed = folder.open("")) {
      feed.skip(3);
      assertThat(ids(feed)).containsExactly("d");
      assertThat(feed.next()).isEmpty();
    }
  }

  @Test
  void shouldTakeTheExtractorFromTheFile() {
    folder.write(
        "audio.safetensors",
        TestingFolder.floats(
            "{\"extractor\":\"wav2vec\",\"version\":\"2\",\"scale\":\"0.5\",\"offset\":\"-1\"}",
            new float[][] {{1}, {2}, {3}, {4}}));
    try (Feed feed = folder.open("")) {
      TensorFormat format = feed.describe().modalities().get(0).extractor().format();
      assertThat(format.extractor().getName()).isEqualTo("wav2vec");
      assertThat(format.extractor().getVersion()).isEqualTo("2");
      assertThat(format.scaling()).isEqualTo(new TensorFormat.Scaling(0.5f, -1));
    }
  }

  @Test
  void shouldSayWhatMakesAFolderUnusable() {
    assertThatThrownBy(() -> new TestingFolder(directory.resolve("none")).open(""))
        .isInstanceOf(FeedException.class)
        .hasMessageEndingWith(
            "none is no directory; features:DIR must name one with clips.csv and a file for each modality. Check the path.");
    folder.write("eeg.safetensors", new byte[0]);
    refuses("", "the modality eeg is there twice: [");
    directory.resolve("eeg.safetensors").toFile().delete();
    folder.write("my voice.csv", "id,x");
    refuses("", "has a modality 'my voice'; allowed are 1 to 100 letters, digits");
    directory.resolve("my voice.csv").toFile().delete();
    folder.write("clips.csv", "name,label", "a,glad");
    refuses("", "clips.csv, line 1 is 'name,label'; must name an id and other columns that differ");
    folder.write("clips.csv", "id,label");
    refuses("", "clips.csv has no clip that can be used; must have a line for each. Add them.");
    folder.write("clips.csv", "id,label", "a,glad");
    folder.write("eeg.csv", "who,x", "a,1");
    directory.resolve("audio.safetensors").toFile().delete();
    refuses(
        "",
        "has no modality that can be used (eeg.csv: line 1 is 'who,x'; must be id and a name for each value). Replace its files.");
    directory.resolve("eeg.csv").toFile().delete();
    refuses("", "has no modality; must have a file for each beside clips.csv");
    directory.resolve("clips.csv").toFile().delete();
    refuses("", "has no clips.csv; a folder of features must have one");
  }

  @Test
  void shouldSayThatNoClipCanBeUsed() {
    folder.write("clips.csv", "id", "a");
    folder.write("eeg.csv", "id,x", "a,many");
    folder.tensors("audio.safetensors", new float[] {Float.NaN});
    try (Feed feed = folder.open("")) {
      assertThatThrownBy(feed::next)
          .isInstanceOf(FeedException.class)
          .hasMessageContaining("has no usable clip: 1 lines were left out, such as ");
    }
  }

  private static List<Long> begins(Feed feed, int clips) {
    try (feed) {
      return LongStream.range(0, clips)
          .mapToObj(feed.describe().placement()::begin)
          .map(Duration::toMillis)
          .toList();
    }
  }

  private void refuses(String parameters, String message) {
    assertThatThrownBy(() -> folder.open(parameters))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining(message);
  }
}
