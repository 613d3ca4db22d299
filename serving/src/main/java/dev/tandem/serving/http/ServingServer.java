package dev.tandem.serving.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.serving.InferenceMembers;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingMetrics;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer's HTTP interface. */
public final class ServingServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServingServer.class);

  /** More than {@link Turns} gives to predictions: some stay for the status pages. */
  private static final int THREADS = Turns.AT_A_TIME + Turns.WAITING + 16;

  /** Answers one request. */
  private interface Handler {
    Reply answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final ServingMetrics metrics;

  private ServingServer(HttpServer server, ExecutorService threads, ServingMetrics metrics) {
    this.server = server;
    this.threads = threads;
    this.metrics = metrics;
  }

  /**
   * Begins to listen.
   *
   * @param live stays the caller's, as do {@code members}
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static ServingServer start(
      InetSocketAddress address,
      int maxBytes,
      LiveModel live,
      InferenceMembers members,
      ServingMetrics metrics) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, ServingServer::thread);
    ServingServer started = new ServingServer(listen(address), threads, metrics);
    StatusPages pages = new StatusPages(live, members, metrics);
    started.handle("GET", "/ready", exchange -> pages.ready());
    started.handle("GET", "/health", exchange -> pages.health());
    started.handle("GET", "/metrics", exchange -> pages.metrics());
    started.handle("POST", "/v1/predict", new Predictions(live, maxBytes)::answer);
    started.server.createContext(
        "/", exchange -> started.send(exchange, Reply.error(404, unknown(exchange))));
    started.server.setExecutor(threads);
    started.server.start();
    LOG.info("listening at http://{}:{}", address.getHostString(), started.port());
    return started;
  }

  private static HttpServer listen(InetSocketAddress address) {
    TimeLimits.set();
    try {
      return HttpServer.create(address, 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "cannot listen at %s:%d: %s. Set serving.http to another HOST:PORT, or to off."
              .formatted(address.getHostString(), address.getPort(), e.getMessage()),
          e);
    }
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "tandem-http");
    thread.setDaemon(true);
    return thread;
  }

  private static String unknown(HttpExchange exchange) {
    return "there is no %s; known are /ready, /health, /metrics, /v1/predict"
        .formatted(exchange.getRequestURI().getPath());
  }

  private void handle(String method, String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          long start = System.nanoTime();
          try {
            Reply reply = reply(method, path, handler, exchange);
            metrics.request(path, reply.status(), System.nanoTime() - start);
            send(exchange, reply);
          } catch (Error e) {
            LOG.error("a request to {} failed: {}", path, e.toString());
            metrics.request(path, 500, System.nanoTime() - start);
            sendLast(exchange, e);
            throw e;
          }
        });
  }

  /** Answers where that is still possible, so that nobody waits for what does not come. */
  private void sendLast(HttpExchange exchange, Error error) {
    try {
      send(exchange, failed(error));
    } catch (IOException | RuntimeException | Error unanswerable) {
      error.addSuppressed(unanswerable);
    }
  }

  private static Reply reply(String method, String path, Handler handler, HttpExchange exchange)
      throws IOException {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return Reply.error(404, unknown(exchange));
    }
    if (!exchange.getRequestMethod().equals(method)) {
      return Reply.error(
          405, "%s takes %s, not %s".formatted(path, method, exchange.getRequestMethod()));
    }
    try {
      return handler.answer(exchange);
    } catch (RuntimeException e) {
      LOG.warn("a request to {} failed: {}", path, e.toString());
      LOG.debug("where it failed", e);
      return failed(e);
    }
  }

  private static Reply failed(Throwable error) {
    return Reply.error(500, "answering failed: " + error);
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      exchange.sendResponseHeaders(reply.status(), reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  /** Where it listens, also where any port was asked for. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Ends requests under way. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
