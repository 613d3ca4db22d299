package dev.tandem.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavFileTest {
  @TempDir Path directory;

  @Test
  void shouldReadSamples() throws IOException {
    Signal.Pcm sound =
        WavFile.read(write(TestingWav.bytes(8_000, (short) 0, (short) 16_384, (short) -32_768)));

    assertThat(sound.sampleRate()).isEqualTo(8_000);
    assertThat(sound.samples()).containsExactly(0, 0.5f, -1);
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws IOException {
    byte[] good = TestingWav.bytes(8_000, (short) 1, (short) 2);
    byte[] stereo = good.clone();
    stereo[22] = 2;

    refuses(Arrays.copyOf(good, good.length - 1), "it ends early");
    refuses(Arrays.copyOf(good, 30), "it ends early");
    refuses(new byte[0], "it ends early");
    refuses(new byte[100], "no RIFF header");
    refuses(stereo, "not mono");
  }

  private void refuses(byte[] bytes, String reason) throws IOException {
    Path file = write(bytes);
    assertThatThrownBy(() -> WavFile.read(file))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "%s is not a readable WAV file (PCM, mono, 16 bit): %s. Replace or remove it."
                .formatted(file, reason));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("0_test_0.wav"), bytes);
  }
}
