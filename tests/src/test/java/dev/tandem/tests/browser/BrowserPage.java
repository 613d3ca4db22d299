package dev.tandem.tests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.tests.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A page of a browser: what it shows can be asked, and what it complains of is kept. */
final class BrowserPage implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 60;

  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  private BrowserPage() {}

  static BrowserPage attach(HttpClient client, URI address, int width, int height) {
    BrowserPage page = new BrowserPage();
    page.socket = client.newWebSocketBuilder().buildAsync(address, page).join();
    page.send("Page.enable");
    page.send("Runtime.enable");
    page.send("Log.enable");
    page.resize(width, height);
    return page;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      String message = text.toString();
      text.setLength(0);
      take(message);
    }
    from.request(1);
    return null;
  }

  private void take(String message) {
    try {
      JsonNode json = JSON.readTree(message);
      if (json.has("id")) {
        asked.remove(json.get("id").asInt()).complete(json);
      } else {
        complain(json);
      }
    } catch (IOException e) {
      complaints.add("unreadable: " + message);
    }
  }

  private void complain(JsonNode event) {
    String method = event.path("method").asText();
    boolean bad =
        method.equals("Runtime.exceptionThrown")
            || (method.equals("Runtime.consoleAPICalled")
                && List.of("error", "warning", "assert")
                    .contains(event.at("/params/type").asText()))
            || (method.equals("Log.entryAdded")
                && event.at("/params/entry/level").asText().equals("error"));
    if (bad) {
      complaints.add(event.get("params").toString());
    }
  }

  /** What it has written to its console that it should not. */
  List<String> complaints() {
    return complaints;
  }

  /** Sends a command with its parameters, as name and value; its result. */
  JsonNode send(String method, Object... parameters) {
    ObjectNode command = JSON.createObjectNode();
    int number = numbers.incrementAndGet();
    command.put("id", number).put("method", method);
    ObjectNode of = command.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      of.set((String) parameters[i], JSON.valueToTree(parameters[i + 1]));
    }
    CompletableFuture<JsonNode> answer =
        new CompletableFuture<JsonNode>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    asked.put(number, answer);
    socket.sendText(command.toString(), true).join();
    JsonNode answered = answer.join();
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered.get("error"));
    }
    return answered.get("result");
  }

  /** Loads an address, and waits until it is there. */
  void go(String address) {
    send("Page.navigate", "url", address);
    Patience.until(
        () -> ask("document.readyState === 'complete' && !!globalThis.tandemBoard").asBoolean());
  }

  /** The value of an expression of JavaScript; waits for promises. */
  JsonNode ask(String expression) {
    JsonNode answer =
        send(
            "Runtime.evaluate",
            "expression",
            expression,
            "returnByValue",
            true,
            "awaitPromise",
            true);
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.at("/result/value");
  }

  /** The text of the first element that a selector finds. */
  String text(String selector) {
    return ask("document.querySelector(%s).innerText".formatted(quoted(selector))).asText();
  }

  void click(String selector) {
    ask("document.querySelector(%s).click()".formatted(quoted(selector)));
  }

  private static String quoted(String text) {
    return JSON.valueToTree(text).toString();
  }

  void resize(int width, int height) {
    send(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        width < 600);
  }

  /** As the system's setting has it: {@code light} or {@code dark}. */
  void theme(String scheme) {
    send(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
  }

  /** Waits for two frames, and writes what is to be seen, from top to bottom. */
  void screenshot(Path file) throws IOException {
    ask("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    JsonNode picture =
        send("Page.captureScreenshot", "format", "png", "captureBeyondViewport", true);
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(picture.get("data").asText()));
  }

  void close() {
    send("Page.close");
  }
}
