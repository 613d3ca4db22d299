package dev.tandem.tests.browser;

import dev.tandem.tests.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window. */
final class Chromium implements AutoCloseable {
  static final String MISSING =
      "there is no Chromium; tests/browser/install.sh installs Debian's, and TANDEM_CHROMIUM names another";

  private static final List<String> USUAL =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final Pattern PAGE =
      Pattern.compile("\"webSocketDebuggerUrl\": ?\"(ws:[^\"]+/page/[^\"]+)\"");

  private final Process process;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();

  private Chromium(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /** Where there is one; empty where none is. */
  static Optional<Path> executable() {
    return Stream.concat(Stream.ofNullable(System.getenv("TANDEM_CHROMIUM")), USUAL.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with a profile of its own in {@code directory}. */
  static Chromium start(Path directory) throws IOException {
    return start(directory, List.of());
  }

  /** The same with {@code more} flags, such as those of a camera that is none. */
  static Chromium start(Path directory, List<String> more) throws IOException {
    Path profile = Files.createTempDirectory(directory, "profile");
    List<String> command =
        new ArrayList<>(
            List.of(
                executable().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox", // containers have no user namespaces, and nothing foreign is opened
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0"));
    command.addAll(more);
    command.add("about:blank");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("chromium.log").toFile())
            .start();
    return new Chromium(process, profile);
  }

  /** A new page of that many pixels, which shows nothing yet. */
  BrowserPage open(int width, int height) throws IOException, InterruptedException {
    Path port = profile.resolve("DevToolsActivePort");
    Patience.until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%s/json/new".formatted(Files.readAllLines(port).get(0))))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String made = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    Matcher address = PAGE.matcher(made);
    if (!address.find()) {
      throw new IOException("Chromium opened no page: " + made);
    }
    return BrowserPage.attach(client, URI.create(address.group(1)), width, height);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
