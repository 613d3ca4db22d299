package dev.tandem.ingest.feed.features;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a file, each with its place. */
final class Lines {
  private final InputStream in;
  private long position;
  private int number;

  /** The caller closes {@code in}, which is buffered. */
  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * One line, without its end.
   *
   * @param number from 1
   * @param begin of its bytes in the file
   */
  record Line(int number, long begin, int bytes, String text) {}

  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long begin = position;
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      position++;
      line.write(next);
      next = in.read();
    }
    position++;
    number++;
    return Optional.of(new Line(number, begin, line.size(), line.toString(StandardCharsets.UTF_8)));
  }
}
