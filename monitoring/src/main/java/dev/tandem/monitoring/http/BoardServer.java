package dev.tandem.monitoring.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.monitoring.state.BoardMetric;
import dev.tandem.monitoring.state.BoardState;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.http.BodyDrain;
import dev.tandem.schemas.metrics.PrometheusText;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The board's HTTP interface. */
public final class BoardServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BoardServer.class);
  private static final String EVENTS = "/events";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final int THREADS = Pages.MOST + BodyDrain.AT_A_TIME + 32;
  private static final int IDLE_SECONDS = 30;
  private static final Duration STALLED = Duration.ofSeconds(10);
  private static final int TOKEN_BYTES = 16;

  /** Of an answer that has no body, in the JDK's words. */
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Doorkeeper doorkeeper;
  private final Routes routes;
  private final Pages pages;
  private final BodyDrain drain = new BodyDrain();

  private BoardServer(HttpServer server, Doorkeeper doorkeeper, Routes routes, Pages pages) {
    this.server = server;
    this.threads = threads();
    this.doorkeeper = doorkeeper;
    this.routes = routes;
    this.pages = pages;
  }

  /**
   * Begins to listen.
   *
   * @param control what pages can do; empty as long as they cannot
   * @param teacher who takes what is taught; empty as long as nobody does
   * @throws UsageException where it cannot listen there
   */
  public static BoardServer start(
      BoardSettings settings,
      BoardState state,
      Supplier<Optional<ModelControl>> control,
      Supplier<Optional<Teacher>> teacher) {
    return start(settings, state, control, teacher, STALLED);
  }

  static BoardServer start(
      BoardSettings settings,
      BoardState state,
      Supplier<Optional<ModelControl>> control,
      Supplier<Optional<Teacher>> teacher,
      Duration stalled) {
    HttpServer server = listen(settings);
    String token = token();
    Routes routes =
        new Routes()
            .post("/actions", new Actions(control))
            .post("/teach/clips", new TeachClips(teacher))
            .post("/teach/words", new TeachWords(teacher));
    Assets.addTo(routes, token);
    BoardServer started =
        new BoardServer(
            server,
            new Doorkeeper(settings.visitorToken(), token),
            routes,
            new Pages(new Broadcast(state, token()), stalled));
    routes.get("/metrics", request -> started.metrics(state));
    server.createContext("/", started::serve);
    server.setExecutor(started.threads);
    server.start();
    return started;
  }

  private static HttpServer listen(BoardSettings settings) {
    try {
      return HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new UsageException(
          "the board cannot listen at %s:%d: %s. Choose another port or host, or 0 for any free port"
              .formatted(settings.host(), settings.port(), e.getMessage()));
    }
  }

  /** Nobody guesses it. */
  public static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            BoardServer::thread);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "tandem-board-http");
    thread.setDaemon(true);
    return thread;
  }

  private void serve(HttpExchange exchange) throws IOException {
    secure(exchange.getResponseHeaders());
    Request request = request(exchange);
    Optional<Reply> refused = doorkeeper.refuse(request);
    if (refused.isPresent()) {
      send(exchange, refused.get());
    } else if (!request.path().equals(EVENTS) || !request.method().equals("GET")) {
      send(exchange, reply(request));
    } else if (!pages.serve(exchange)) {
      send(exchange, Reply.error(503, "%d pages are open; close some".formatted(Pages.MOST)));
    }
  }

  private static Request request(HttpExchange exchange) {
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        Optional.ofNullable(exchange.getRequestURI().getRawQuery()),
        name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)),
        exchange.getRequestBody());
  }

  private Reply reply(Request request) throws IOException {
    try {
      return routes.answer(request);
    } catch (RuntimeException e) {
      LOG.warn("a request to {} failed", request.path(), e);
      return Reply.error(500, "answering failed: " + e.getMessage());
    }
  }

  /** Names in records are anybody's: nothing runs but the board's own files. */
  private static void secure(Headers headers) {
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    try (exchange) {
      BodyDrain.keepOpen(exchange);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      if (!reply.type().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
      }
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (head || reply.body().length == 0) {
        exchange.sendResponseHeaders(reply.status(), NO_BODY);
      } else {
        exchange.sendResponseHeaders(reply.status(), reply.body().length);
        OutputStream out = exchange.getResponseBody();
        out.write(reply.body());
        out.flush();
        drain.read(exchange.getRequestBody());
      }
    }
  }

  private Reply metrics(BoardState state) {
    PrometheusText text = new PrometheusText();
    state.metrics(text);
    text.add(BoardMetric.PAGES, pages());
    return Reply.of(PROMETHEUS, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Where it listens, also where any port was asked for. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Pages that are open. */
  int pages() {
    return pages.count();
  }

  @Override
  public void close() {
    pages.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
