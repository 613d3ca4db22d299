package dev.tandem.ingest.feed.posted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.SharedData;
import dev.tandem.ingest.feed.file.FileFeed;
import dev.tandem.ingest.feed.media.MediaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostedMediaTest {
  private final PostedMedia media = new PostedMedia(3);
  @TempDir private Path directory;

  @Test
  void shouldCutWhatTheFeedOfFilesCuts() throws Exception {
    Path file = SharedData.require("av-digits/clips").resolve("0_george_10.mp4");

    SortedMap<String, Signal> posted = media.cut(file, () -> false).orElseThrow();

    try (Feed feed = FileFeed.open(FeedUri.ofPath(FileFeed.TYPE, file.toString()), 0)) {
      CapturedClip expected = feed.next().orElseThrow();
      assertThat(posted).containsOnlyKeys(AudioVideo.AUDIO, AudioVideo.VIDEO);
      assertThat(((Signal.Pcm) posted.get(AudioVideo.AUDIO)).samples())
          .isEqualTo(((Signal.Pcm) expected.signals().get(AudioVideo.AUDIO)).samples());
      assertThat(((Signal.Frames) posted.get(AudioVideo.VIDEO)).pixels())
          .isEqualTo(((Signal.Frames) expected.signals().get(AudioVideo.VIDEO)).pixels());
    }
  }

  @Test
  void shouldKnowWhatBrowsersRecordAndNothingThatNamesOtherFiles() throws Exception {
    Path list = Files.writeString(directory.resolve("list.webm"), "#EXTM3U\n/etc/passwd\n");
    Path webm =
        Files.write(directory.resolve("a"), new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3});
    Path mp4 = Files.writeString(directory.resolve("b"), "\0\0\0 ftypisom");
    Path empty = Files.write(directory.resolve("c"), new byte[0]);

    assertThat(PostedMedia.isContainer(list)).isFalse();
    assertThat(PostedMedia.isContainer(empty)).isFalse();
    assertThat(PostedMedia.isContainer(webm)).isTrue();
    assertThat(PostedMedia.isContainer(mp4)).isTrue();
  }

  @Test
  void shouldSayWhyNothingCanBeCut() throws Exception {
    Path noise = Files.writeString(directory.resolve("noise"), "no media at all");

    assertThatThrownBy(() -> media.cut(noise, () -> false))
        .isInstanceOf(MediaException.class)
        .hasMessageNotContaining(directory.toString());
  }
}
