package dev.tandem.serving.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.schemas.http.BodyDrain;
import dev.tandem.serving.HttpSettings;
import dev.tandem.serving.InferenceMembers;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ServingMetrics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumer's HTTP interface. Nothing else here knows the JDK's server. */
public final class ServingServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServingServer.class);

  /** More than predictions and drained bodies get: some stay for the status pages. */
  private static final int THREADS = Turns.AT_A_TIME + Turns.WAITING + BodyDrain.AT_A_TIME + 16;

  /** Of an answer that has no body of its own, in the JDK's words. */
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Routes routes;
  private final ServingMetrics metrics;
  private final BodyDrain drain = new BodyDrain();

  private ServingServer(
      HttpServer server, ExecutorService threads, Routes routes, ServingMetrics metrics) {
    this.server = server;
    this.threads = threads;
    this.routes = routes;
    this.metrics = metrics;
  }

  /**
   * Begins to listen.
   *
   * @param settings with an address
   * @param live stays the caller's, as do {@code members} and {@code cutter}
   * @throws IllegalStateException if the address cannot be listened at
   */
  public static ServingServer start(
      HttpSettings settings,
      LiveModel live,
      InferenceMembers members,
      ServingMetrics metrics,
      MediaCutter cutter) {
    InetSocketAddress address = settings.address().orElseThrow();
    HttpServer server = listen(address);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS, ServingServer::thread);
    StatusPages pages = new StatusPages(live, members, metrics);
    Routes routes =
        new Routes()
            .get("/ready", request -> pages.ready())
            .get("/health", request -> pages.health())
            .get("/metrics", request -> pages.metrics())
            .get("/openapi.json", request -> OpenApi.reply())
            .get("/v1/model", request -> new ModelPage(live).reply())
            .post("/v1/predict", new Predictions(live, settings)::answer)
            .post("/v1/media", new MediaAnswers(live, settings, cutter)::answer);
    ServingServer started = new ServingServer(server, threads, routes, metrics);
    server.createContext("/", started::serve);
    server.setExecutor(threads);
    server.start();
    LOG.info("listening at http://{}:{}", address.getHostString(), started.port());
    return started;
  }

  private static HttpServer listen(InetSocketAddress address) {
    ServerProperties.set();
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

  private void serve(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    Request request = request(exchange);
    try {
      Reply reply = reply(request);
      metrics.request(routes.label(request), reply.status(), System.nanoTime() - start);
      send(exchange, reply);
    } catch (Error e) {
      LOG.error("a request to {} failed: {}", request.path(), e.toString());
      metrics.request(routes.label(request), 500, System.nanoTime() - start);
      sendLast(exchange, e);
      throw e;
    }
  }

  private static Request request(HttpExchange exchange) {
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Optional.ofNullable(exchange.getRequestURI().getQuery()),
        name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)),
        exchange.getRequestBody());
  }

  private Reply reply(Request request) throws IOException {
    try {
      return routes.answer(request);
    } catch (RuntimeException e) {
      LOG.warn("a request to {} failed: {}", request.path(), e.toString());
      LOG.debug("where it failed", e);
      return failed(e);
    }
  }

  private static Reply failed(Throwable error) {
    return Reply.error(500, "answering failed: " + error);
  }

  /** Answers where that is still possible, so that nobody waits for what does not come. */
  private void sendLast(HttpExchange exchange, Error error) {
    try {
      send(exchange, failed(error));
    } catch (IOException | RuntimeException | Error unanswerable) {
      error.addSuppressed(unanswerable);
    }
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      BodyDrain.keepOpen(exchange);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      if (!reply.type().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
      }
      if (exchange.getRequestMethod().equals(Request.HEAD)) {
        sendHead(exchange, reply);
      } else if (reply.body().length == 0) {
        exchange.sendResponseHeaders(reply.status(), NO_BODY);
      } else {
        sendAll(exchange, reply);
      }
    }
  }

  private static void sendHead(HttpExchange exchange, Reply reply) throws IOException {
    String length = Integer.toString(reply.body().length);
    exchange.getResponseHeaders().set("Content-Length", length);
    exchange.sendResponseHeaders(reply.status(), NO_BODY);
  }

  private void sendAll(HttpExchange exchange, Reply reply) throws IOException {
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    OutputStream out = exchange.getResponseBody();
    out.write(reply.body());
    out.flush();
    drain.read(exchange.getRequestBody());
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
