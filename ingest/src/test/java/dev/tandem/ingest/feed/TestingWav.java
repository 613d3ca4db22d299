package dev.tandem.ingest.feed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes WAV files: PCM, mono, 16 bit. */
public final class TestingWav {
  private static final int HEADER = 44;

  private TestingWav() {}

  public static byte[] bytes(int sampleRate, short... samples) {
    ByteBuffer bytes =
        ByteBuffer.allocate(HEADER + samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(HEADER - 8 + samples.length * 2);
    bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(16).putShort((short) 1).putShort((short) 1);
    bytes.putInt(sampleRate).putInt(sampleRate * 2).putShort((short) 2).putShort((short) 16);
    bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length * 2);
    for (short sample : samples) {
      bytes.putShort(sample);
    }
    return bytes.array();
  }

  /** A tone of 500 Hz at half of full scale. */
  public static void tone(Path file, int sampleRate, double seconds) throws IOException {
    short[] samples = new short[(int) (sampleRate * seconds)];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (16_384 * Math.sin(2 * Math.PI * 500 * i / sampleRate));
    }
    Files.write(file, bytes(sampleRate, samples));
  }
}
