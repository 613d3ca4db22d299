package dev.tandem.app.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that is posted to: answers as it is told to, then with 204. */
public final class TestingReceiver implements AutoCloseable {
  /** One request. */
  public record Received(String path, Map<String, String> headers, String body) {}

  /** What is done with a request. */
  @FunctionalInterface
  public interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

  private TestingReceiver(HttpServer server) {
    this.server = server;
  }

  /** On any port of this machine. */
  public static TestingReceiver start() {
    try {
      TestingReceiver receiver =
          new TestingReceiver(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      receiver.server.setExecutor(receiver.threads);
      receiver.server.createContext("/", receiver::take);
      receiver.server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      received.add(new Received(exchange.getRequestURI().toString(), headers, body));
      Answer answer = answers.poll();
      (answer == null ? status(204) : answer).give(exchange);
    }
  }

  /** Answers the next request that nothing is said of yet so. */
  public TestingReceiver next(Answer answer) {
    answers.add(answer);
    return this;
  }

  /** An answer without a body; {@code headers} are name, value, name, value, … */
  public static Answer status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** What came as yet. */
  public List<Received> received() {
    return received;
  }

  /** Its address. */
  public String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
