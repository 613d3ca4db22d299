package dev.tandem.schemas.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, within bounds, what a sender still sends after it was answered: one that is cut off while
 * it sends may lose the answer that waits for it. Beyond the bounds, and where too many do so at
 * once, the connection is closed under it. Thread-safe.
 */
public final class BodyDrain {
  /** Senders that are read at once. */
  public static final int AT_A_TIME = 16;

  private static final Logger LOG = LoggerFactory.getLogger(BodyDrain.class);
  private static final long MOST_BYTES = 256L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int PIECE = 1 << 16;

  private final Semaphore places = new Semaphore(AT_A_TIME);

  /** A connection stays open only where a request is known to be read to its end. */
  public static void keepOpen(HttpExchange exchange) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    if (!headers.containsKey("Content-Length") && !headers.containsKey("Transfer-Encoding")) {
      int end = exchange.getRequestBody().read();
      LOG.trace("a body that is not there ends with {}", end);
    }
  }

  /** A sender that is silent is waited for as long as the server waits for requests. */
  public void read(InputStream body) throws IOException {
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
