package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.monitoring.http.BoardServer;
import dev.tandem.monitoring.http.BoardSettings;
import dev.tandem.tests.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a board of a long run costs: a browser that shows it, and a process that tells it. */
@Tag("alone") // measures
@Tag("long")
class BoardLoadIT {
  private static final Duration AGE = Duration.ofHours(12);
  private static final int PAGES = 50;
  private static final Duration WATCHED = Duration.ofSeconds(20);

  /** Milliseconds for which sixty frames a second leave room. */
  private static final double FRAME = 16;

  private static final String DRAWN =
      """
      (async () => {
        const { race, store, draw } = tandemBoard;
        const times = [];
        for (let i = 0; i < 120; i++) {
          await new Promise(requestAnimationFrame);
          const begin = performance.now();
          if (i % 2) race.view.set(race.view.min + i, race.view.max);
          else race.view.follow();
          draw();
          await Promise.resolve();
          times.push(performance.now() - begin);
        }
        return { mean: times.reduce((a, b) => a + b) / times.length, longest: Math.max(...times),
                 rows: store.series.t.length, memory: performance.memory.usedJSHeapSize };
      })()""";

  @TempDir Path directory;

  private final SyntheticRun run = new SyntheticRun(AGE);

  private BoardServer serve() {
    return BoardServer.start(BoardSettings.local(0), run.state(), Optional::empty, Optional::empty);
  }

  @Test
  void shouldStaySmoothWithTwelveHours() throws Exception {
    assumeTrue(Chromium.executable().isPresent(), Chromium.MISSING);
    try (BoardServer server = serve();
        Chromium chromium = Chromium.start(directory)) {
      BrowserPage page = chromium.open(1280, 900);
      page.go("http://127.0.0.1:%d/".formatted(server.port()));
      Patience.until(() -> page.ask("tandemBoard.store.series.t.length").asInt() > 1_000);

      JsonNode drawn = page.ask(DRAWN);

      System.out.printf("twelve hours in a browser: %s%n", drawn);
      assertThat(drawn.get("mean").asDouble()).as("milliseconds of a frame").isLessThan(FRAME);
      assertThat(drawn.get("rows").asInt()).isBetween(4_000, 8_000);
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void shouldTellFiftyPagesForLessThanHalfAProcessor() throws Exception {
    try (BoardServer server = serve()) {
      AtomicLong told = new AtomicLong();
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < PAGES; i++) {
        listen(client, server.port(), told);
      }
      Patience.until(() -> told.get() > PAGES * 100_000L);
      Map<Long, Long> before = cpu();
      long begin = System.nanoTime();
      long toldBefore = told.get();
      while (System.nanoTime() - begin < WATCHED.toNanos()) {
        run.step();
        Thread.sleep(100);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      double busy =
          cpu().entrySet().stream()
                  .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                  .sum()
              / 1e9;

      System.out.printf(
          "%d pages: %.3f of a processor, %,d bytes a second%n",
          PAGES, busy / seconds, (long) ((told.get() - toldBefore) / seconds));
      assertThat(told.get()).isGreaterThan(toldBefore);
      assertThat(busy / seconds).as("processors").isLessThan(0.5);
    }
  }

  private static void listen(HttpClient client, int port, AtomicLong told) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/events".formatted(port))).build();
    Thread page =
        new Thread(
            () -> {
              byte[] piece = new byte[1 << 16];
              try (InputStream in =
                  client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                  told.addAndGet(read);
                }
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt(); // the server is closed
              }
            },
            "page");
    page.setDaemon(true);
    page.start();
  }

  /** Nanoseconds that each thread of the board has computed, by its number. */
  private static Map<Long, Long> cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && isOfTheBoard(thread))
        .collect(
            Collectors.toMap(
                ThreadInfo::getThreadId,
                thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId()))));
  }

  private static boolean isOfTheBoard(ThreadInfo thread) {
    return thread.getThreadName().startsWith("tandem-board")
        || thread.getThreadName().equals("HTTP-Dispatcher");
  }
}
