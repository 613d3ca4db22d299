package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.extract.Signal;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeTrackTest {
  private static final int SIDE = 16;

  @TempDir private Path directory;

  @Test
  void shouldTakeEachStreamFromItsOwnBeginToItsOwnEnd() throws MediaException {
    Path file = directory.resolve("a.nut");
    try (TestingMuxer muxer = new TestingMuxer(file)) {
      muxer.sound().pictures(SIDE);
      for (int at = 0; at < 3_000; at += 100) {
        muxer.picture(at, at / 100);
        if (at >= 500 && at < 1_700) {
          muxer.tone(at, at + 100);
        }
      }
    }

    WholeTrack sound = WholeTrack.sound(file, () -> false).orElseThrow();
    WholeTrack pictures = WholeTrack.pictures(file, 5, false, () -> false).orElseThrow();

    Signal.Pcm heard = (Signal.Pcm) sound.signal();
    assertThat(heard.samples()).hasSize(12 * TestingMuxer.RATE / 10);
    assertThat(Math.abs(heard.samples()[2])).isGreaterThan(0.1f);
    assertThat(sound.micros()).isEqualTo(1_200_000);
    Signal.Frames seen = (Signal.Frames) pictures.signal();
    assertThat(IntStream.range(0, 5).map(i -> seen.pixels()[i * SIDE * SIDE]))
        .as("in the middles of fifths of 3 s")
        .containsExactly(3, 9, 15, 21, 27);
    assertThat(sound.breaksOff()).isEmpty();
    assertThat(pictures.epochs()).isEqualTo(1);
  }

  @Test
  void shouldFindNothingWhereThereIsNoSuchStream() throws MediaException {
    Path file = directory.resolve("a.nut");
    try (TestingMuxer muxer = new TestingMuxer(file)) {
      muxer.pictures(SIDE).picture(0, 1).picture(100, 2);
    }

    assertThat(WholeTrack.sound(file, () -> false)).isEmpty();
    WholeTrack pictures = WholeTrack.pictures(file, 4, false, () -> false).orElseThrow();
    assertThat(((Signal.Frames) pictures.signal()).count()).isEqualTo(4);
  }

  @Test
  void shouldBeginEachEpochWithASecondOfItsOwn() throws MediaException {
    Path file = directory.resolve("a.nut");
    try (TestingMuxer muxer = new TestingMuxer(file)) {
      muxer.sound().tone(0, 1_500).tone(60_000, 60_700);
    }

    WholeTrack sound = WholeTrack.sound(file, () -> false).orElseThrow();

    assertThat(sound.epochs()).isEqualTo(2);
    assertThat(((Signal.Pcm) sound.signal()).samples()).hasSize(3 * TestingMuxer.RATE);
  }
}
