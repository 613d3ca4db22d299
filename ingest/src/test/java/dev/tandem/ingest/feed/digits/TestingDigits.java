package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.feed.TestingWav;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * A small data set in the format of av-digits: two speakers say each digit twice, and each digit is
 * written 20 times. The n-th image of digit d has first pixels d + 1 and n + 1.
 */
final class TestingDigits {
  static final int IMAGES_PER_DIGIT = 20;

  private TestingDigits() {}

  static Path write(Path directory) throws IOException {
    Path audio = Files.createDirectories(directory.resolve("audio"));
    for (int digit = 0; digit < 10; digit++) {
      for (String speaker : new String[] {"ann", "bob"}) {
        for (int i = 0; i < 2; i++) {
          double seconds = 0.1 + 0.01 * digit;
          TestingWav.tone(audio.resolve(digit + "_" + speaker + "_" + i + ".wav"), 8_000, seconds);
        }
      }
    }
    writeImages(directory.resolve("images-idx3-ubyte.gz"));
    writeLabels(directory.resolve("labels-idx1-ubyte.gz"), 10 * IMAGES_PER_DIGIT, 10);
    return directory;
  }

  /** Labels 0 to {@code digits - 1}, over and over. */
  static void writeLabels(Path file, int count, int digits) throws IOException {
    try (DataOutputStream out = open(file)) {
      out.writeInt(0x0801);
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeByte(i % digits);
      }
    }
  }

  private static void writeImages(Path file) throws IOException {
    try (DataOutputStream out = open(file)) {
      out.writeInt(0x0803);
      out.writeInt(10 * IMAGES_PER_DIGIT);
      out.writeInt(28);
      out.writeInt(28);
      for (int i = 0; i < 10 * IMAGES_PER_DIGIT; i++) {
        out.writeByte(i % 10 + 1);
        out.writeByte(i / 10 + 1);
        out.write(new byte[28 * 28 - 2]);
      }
    }
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
  }
}
