package dev.tandem.serving.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads, within bounds, what a sender still sends after it was answered: one that is cut off while
 * it sends may lose the answer that waits for it. Beyond the bounds, and where too many do so at
 * once, the connection is closed under it. Thread-safe.
 */
final class BodyDrain {
  static final int AT_A_TIME = 16;

  private static final long MOST_BYTES = 256L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int PIECE = 1 << 16;

  private final Semaphore places = new Semaphore(AT_A_TIME);

  /** A sender that is silent is waited for as long as the server waits for requests. */
  void read(InputStream body) throws IOException {
    if (!places.tryAcquire()) {
      return;
    }
    try {
      readAll(body);
    } finally {
      places.release();
    }
  }

  private static void readAll(InputStream body) throws IOException {
    byte[] piece = new byte[PIECE];
    long end = System.nanoTime() + LONGEST.toNanos();
    long left = MOST_BYTES;
    int read = 0;
    while (read >= 0 && left > 0 && System.nanoTime() < end) {
      read = body.read(piece);
      left -= read;
    }
  }
}
