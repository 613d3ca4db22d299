package dev.tandem.app.run;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

/**
 * The process that uses a directory, as it says of itself.
 *
 * @param command what the user called
 */
record Occupant(long pid, String command, Instant since) {
  static final Occupant UNKNOWN = new Occupant(0, "", Instant.EPOCH);

  static Occupant ofThisProcess(String command, Instant now) {
    return new Occupant(ProcessHandle.current().pid(), command, now);
  }

  String text() {
    Properties values = new Properties();
    values.setProperty("pid", Long.toString(pid));
    values.setProperty("command", command);
    values.setProperty("since", since.toString());
    StringWriter text = new StringWriter();
    try {
      values.store(text, "Who uses this directory, or did so last.");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return text.toString();
  }

  /** {@link #UNKNOWN} where {@code file} does not say. */
  static Occupant read(Path file) {
    try {
      Properties values = new Properties();
      values.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
      return new Occupant(
          Long.parseLong(values.getProperty("pid", "0")),
          values.getProperty("command", ""),
          Instant.parse(values.getProperty("since", Instant.EPOCH.toString())));
    } catch (IOException | RuntimeException unreadable) {
      return UNKNOWN;
    }
  }

  @Override
  public String toString() {
    return equals(UNKNOWN)
        ? "another process"
        : "process %d (%s, since %s)".formatted(pid, command, since);
  }
}
