package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.feed.media.MediaFile.Second;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are still being written. */
@Timeout(120)
class GrowingFileTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicInteger given = new AtomicInteger();

  @TempDir Path directory;

  @AfterEach
  void stop() {
    stopping.set(true);
    threads.shutdownNow();
  }

  @Test
  void shouldCutTheSameAsOfTheWholeFile() throws Exception {
    Path whole = directory.resolve("whole.nut");
    try (TestingMuxer muxer = new TestingMuxer(whole).sound().pictures(16)) {
      for (int second = 0; second < 25; second++) {
        int at = second < 14 ? second : second + 86; // a jump after 14 s
        muxer.tone(1_000 * at, 1_000 * at + 800); // and a hole in each second
        muxer.picture(1_000 * at, 9 * second);
      }
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path file =
        Files.write(directory.resolve("growing.nut"), Arrays.copyOf(bytes, bytes.length / 9));
    Future<CutMedia> cut = threads.submit(cut(file, Optional.of(Duration.ofSeconds(3))));
    try (OutputStream output =
        Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
      for (int at = bytes.length / 9; at < bytes.length; at += 4_001) {
        output.write(bytes, at, Math.min(4_001, bytes.length - at));
        output.flush();
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }

    CutMedia expected = CutMedia.of(whole);
    assertThat(cut.get().begins()).isEqualTo(expected.begins());
    assertThat(cut.get().digest()).isEqualTo(expected.digest());
    assertThat(cut.get().summary().epochs()).isEqualTo(2);
    assertThat(cut.get().summary().breaksOff()).isEmpty();
  }

  @Test
  void shouldGiveWhatIsWholeWhileItWaits() throws Exception {
    Path file = directory.resolve("growing.nut");
    try (TestingMuxer muxer = new TestingMuxer(file).sound()) {
      muxer.tone(0, 20_000);
    }
    Future<CutMedia> cut = threads.submit(cut(file, Optional.empty()));
    while (given.get() < 9) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    stopping.set(true);

    assertThat(cut.get().begins()).startsWith(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  @Test
  void shouldSayWhatCannotBeRead() throws IOException {
    Path text = Files.writeString(directory.resolve("a.mp4"), "no media at all");

    assertThatThrownBy(() -> cut(text, Optional.of(Duration.ofMillis(200))).call())
        .isInstanceOf(MediaException.class);
  }

  private Callable<CutMedia> cut(Path file, Optional<Duration> idle) {
    return () -> {
      List<Second> seconds = new ArrayList<>();
      MediaTracks tracks = MediaTracks.audioVideo(MediaTracks.Frames.gray(3));
      try (MediaFile media = MediaFile.follow(file, tracks, idle, stopping::get)) {
        for (Optional<Second> next = media.next(); next.isPresent(); next = media.next()) {
          seconds.add(next.get());
          given.incrementAndGet();
        }
        return new CutMedia(seconds, media.summary(), media.findings());
      }
    };
  }
}
