package dev.tandem.tests.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a process writes to its log from now on. */
final class LogTail {
  private final Path file;
  private long position;
  private String rest = "";

  LogTail(Path file) {
    this.file = file;
    read();
    rest = "";
  }

  /** Whether a whole line that came since the last call, or the start, has a match. */
  boolean saw(Pattern pattern) {
    String text = rest + read();
    int end = text.lastIndexOf('\n') + 1;
    rest = text.substring(end);
    return pattern.matcher(text.substring(0, end)).find();
  }

  private String read() {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      position = log.length() < position ? 0 : position; // it was rolled over
      byte[] bytes = new byte[Math.toIntExact(log.length() - position)];
      log.seek(position);
      log.readFully(bytes);
      position += bytes.length;
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
