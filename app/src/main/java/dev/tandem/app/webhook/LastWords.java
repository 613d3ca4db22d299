package dev.tandem.app.webhook;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads all that a process says, and keeps its last line. */
final class LastWords {
  private static final int MOST = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Thread thread;
  private volatile String line = "";

  private LastWords(InputStream output) {
    thread = new Thread(() -> read(output), "tandem-exec-output");
    thread.setDaemon(true);
  }

  static LastWords of(InputStream output) {
    LastWords words = new LastWords(output);
    words.thread.start();
    return words;
  }

  private void read(InputStream output) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      StringBuilder now = new StringBuilder();
      for (int next = reader.read(); next >= 0; next = reader.read()) {
        take((char) next, now);
      }
      take('\n', now);
    } catch (IOException ended) {
      return; // with the process
    }
  }

  private void take(char next, StringBuilder now) {
    if (next == '\n') {
      line = now.toString().isBlank() ? line : now.toString().strip();
      now.setLength(0);
    } else if (now.length() < MOST) {
      now.append(next);
    }
  }

  /** For a message: {@code : and what it said}; empty where it said nothing. */
  String text() throws InterruptedException {
    thread.join(PATIENCE.toMillis());
    return line.isEmpty() ? "" : ": " + line;
  }
}
