package dev.tandem.ingest.feed.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the first bytes of a file say of a download that was not finished. */
final class FileHead {
  private static final String POINTER = "version https://git-lfs";
  private static final String RIFF = "RIFF";
  private static final int RIFF_HEAD = 8;
  private static final long UNKNOWN = 0xFFFF_FFFFL;

  private FileHead() {}

  /**
   * Why {@code file} cannot be whole, if that can be seen. WAV and AVI say how long they are;
   * FFmpeg takes their word only as far as the file goes.
   *
   * @param whole share of what it says that it must have, 0 to 1
   */
  static Optional<String> fault(Path file, double whole) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(POINTER.length());
      String text = new String(head, StandardCharsets.US_ASCII);
      if (text.equals(POINTER)) {
        return Optional.of("it is a pointer of Git LFS; run git lfs pull there");
      }
      return text.startsWith(RIFF) && head.length >= RIFF_HEAD
          ? cut(head, Files.size(file), whole)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("it cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private static Optional<String> cut(byte[] head, long size, double whole) {
    int stated = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(RIFF.length());
    long bytes = Integer.toUnsignedLong(stated) + RIFF_HEAD;
    return bytes - RIFF_HEAD != UNKNOWN && size < whole * bytes
        ? Optional.of("it breaks off at %d of %d bytes".formatted(size, bytes))
        : Optional.empty();
  }
}
