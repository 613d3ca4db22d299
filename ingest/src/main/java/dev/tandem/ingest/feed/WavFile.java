package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.Signal;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the plainest of WAV files: PCM, mono, 16 bit. */
public final class WavFile {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746D66;
  private static final int DATA = 0x61746164;
  private static final float FULL_SCALE = 32_768;

  private WavFile() {}

  /** Throws {@link FeedException} for anything else, naming the file. */
  public static Signal.Pcm read(Path file) {
    try {
      return read(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      throw new FeedException(
          "%s is not a readable WAV file (PCM, mono, 16 bit): %s. Replace or remove it."
              .formatted(file, e.getMessage() == null ? "it ends early" : e.getMessage()),
          e);
    }
  }

  private static Signal.Pcm read(ByteBuffer bytes) {
    require(bytes.getInt() == RIFF, "no RIFF header");
    bytes.getInt();
    require(bytes.getInt() == WAVE, "not of kind WAVE");
    int sampleRate = 0;
    while (true) {
      int chunk = bytes.getInt();
      int size = bytes.getInt();
      if (chunk == DATA) {
        require(sampleRate > 0, "no format before the data");
        return new Signal.Pcm(samples(bytes, size), sampleRate);
      }
      require(size >= 0 && size <= bytes.remaining(), "it ends early");
      if (chunk == FORMAT) {
        sampleRate = sampleRate(bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
      }
      bytes.position(bytes.position() + size + (size & 1));
    }
  }

  private static int sampleRate(ByteBuffer format) {
    require(format.getShort() == 1, "not PCM");
    require(format.getShort() == 1, "not mono");
    int rate = format.getInt();
    format.getInt();
    format.getShort();
    require(format.getShort() == Short.SIZE, "not 16 bit");
    require(rate > 0, "sample rate " + rate);
    return rate;
  }

  /** A writer that could not seek leaves a size of -1: then the data fill the file. */
  private static float[] samples(ByteBuffer bytes, int size) {
    require(size < 0 || size <= bytes.remaining(), "it ends early");
    float[] samples = new float[(size < 0 ? bytes.remaining() : size) / Short.BYTES];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = bytes.getShort() / FULL_SCALE;
    }
    return samples;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
