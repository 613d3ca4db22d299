package dev.tandem.app.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers Prometheus at {@code /metrics}, on all interfaces: scrapers are elsewhere. */
public final class MetricsServer implements AutoCloseable {
  private static final String PATH = "/metrics";
  private static final int NO_BODY = -1;

  /** A client that asks slowly holds up no other. */
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Begins to listen.
   *
   * @param port 0 for any
   * @param page asked for each answer, in Prometheus' text format
   * @throws UsageException where another process has the port
   */
  public static MetricsServer start(int port, Supplier<String> page) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
      ExecutorService threads = Executors.newFixedThreadPool(THREADS, MetricsServer::thread);
      server.createContext("/", exchange -> answer(exchange, page));
      server.setExecutor(threads);
      server.start();
      return new MetricsServer(server, threads);
    } catch (IOException e) {
      throw new UsageException(
          "--metrics-port is %d, where it cannot listen: %s. Choose another one, or leave it out"
              .formatted(port, e.getMessage()));
    }
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "tandem-metrics");
    thread.setDaemon(true);
    return thread;
  }

  private static void answer(HttpExchange exchange, Supplier<String> page) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, NO_BODY);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        exchange.sendResponseHeaders(405, NO_BODY);
      } else {
        byte[] body = page(exchange, page).getBytes(StandardCharsets.UTF_8);
        exchange
            .getResponseHeaders()
            .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** One that fails is told, or the connection would end without a word. */
  private static String page(HttpExchange exchange, Supplier<String> page) throws IOException {
    try {
      return page.get();
    } catch (RuntimeException e) {
      exchange.sendResponseHeaders(500, NO_BODY);
      throw e;
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
