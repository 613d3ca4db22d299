package dev.tandem.monitoring.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open pages, each of which has a thread and a connection, and hears of the broadcast what it
 * can take. One that takes nothing for long is dropped. A connection ends by itself before a proxy
 * or the server would end it, and its page goes on from there with the next one.
 */
final class Pages implements AutoCloseable {
  /** At a time. */
  static final int MOST = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
  private static final Duration PERIOD = Duration.ofMillis(400);
  private static final Duration LIFE = Duration.ofSeconds(45);
  private static final Duration WAIT = Duration.ofSeconds(1);

  /** Milliseconds after which a page asks again. */
  private static final int RETRY = 300;

  private final Broadcast broadcast;
  private final Duration stalled;
  private final Semaphore places = new Semaphore(MOST);
  private final Set<Page> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread teller;

  /** A connection, as who watches over it sees it. */
  private static final class Page {
    private final Thread thread = Thread.currentThread();
    private volatile long writingSince;
    private boolean finished;

    /** Ends it, unless its thread does something else by now. */
    synchronized void drop() {
      if (!finished) {
        thread.interrupt();
      }
    }

    synchronized void finish() {
      finished = true;
    }

    void write(OutputStream out, byte[] bytes) throws IOException {
      writingSince = System.nanoTime() | 1;
      out.write(bytes);
      out.flush();
      writingSince = 0;
    }

    boolean isStalled(Duration patience) {
      long since = writingSince;
      return since != 0 && System.nanoTime() - since > patience.toNanos();
    }
  }

  /**
   * @param stalled how long a page may take to take in what it is sent
   */
  Pages(Broadcast broadcast, Duration stalled) {
    this.broadcast = broadcast;
    this.stalled = stalled;
    this.teller = new Thread(this::tell, "tandem-board-tell");
    teller.setDaemon(true);
    teller.start();
  }

  private void tell() {
    try {
      while (!closing.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!open.isEmpty()) {
          tellAll();
          open.stream().filter(page -> page.isStalled(stalled)).forEach(Page::drop);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tellAll() {
    try {
      broadcast.tell();
    } catch (RuntimeException e) { // the next one may be right
      LOG.warn("the pages were not told how it stands", e);
    }
  }

  /** Open connections. */
  int count() {
    return open.size();
  }

  /** Takes the exchange over, unless there are too many; it is closed then. */
  boolean serve(HttpExchange exchange) throws IOException {
    if (!places.tryAcquire()) {
      return false;
    }
    Page page = new Page();
    open.add(page);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.sendResponseHeaders(200, 0);
      String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
      run(page, exchange.getResponseBody(), last == null ? "" : last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      page.finish();
      open.remove(page);
      places.release();
    }
    return true;
  }

  private void run(Page page, OutputStream out, String last)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LIFE.toNanos();
    page.write(out, "retry: %d\n\n".formatted(RETRY).getBytes(StandardCharsets.UTF_8));
    long number = broadcast.heard(last).orElse(-1);
    if (number < 0) {
      Broadcast.Message all = broadcast.snapshot();
      page.write(out, all.bytes());
      number = all.number();
    }
    while (closing.getCount() > 0 && System.nanoTime() < end) {
      var next = broadcast.after(number, WAIT);
      if (next.isPresent()) {
        page.write(out, next.get().bytes());
        number = next.get().number();
      }
    }
  }

  @Override
  public void close() {
    closing.countDown();
    open.forEach(Page::drop);
    try {
      teller.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
