package dev.tandem.tests.secured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The demo's parts, each a process of its own, against a broker with TLS and a login. */
class SecuredBrokerIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  private final List<RunningTandem> started = new ArrayList<>();
  private SecuredBroker broker;
  private Path client;

  @BeforeEach
  void start() throws Exception {
    broker = SecuredBroker.start(directory);
    client = broker.clientFile(directory.resolve("client.properties"), SecuredBroker.PASSWORD);
  }

  @AfterEach
  void close() throws Exception {
    for (RunningTandem one : started) {
      one.kill();
    }
    broker.close();
  }

  @Test
  @Tag("long") // five processes; the login is the quick one
  void shouldLearnAndAnswerWithoutTellingASecret() throws Exception {
    run("topics", "create", "--partitions", "2");
    int port = FreePort.find();
    RunningTandem train =
        begin("train", "--web-port", Integer.toString(port), "--set", "trainer.batch-size=8");
    RunningTandem serve = begin("serve", "--set", "serving.http=off");
    run("ingest", "studio:?rate=50", "--clips", "300");
    RunningTandem assemble = begin("assemble");
    RunningTandem answers = begin("predictions", "watch", "--limit", "1");
    Patience.until(
        () -> {
          List.of(train, serve, assemble).forEach(RunningTandem::requireAlive);
          return !answers.isAlive();
        },
        () -> train.output() + serve.output());
    assertThat(answers.await()).as(answers.output()).isZero();

    assertThat(run("models", "list", "--json")).contains("\"version\"");
    requireNoSecret("manifest and listing", run("models", "show", "av@1.1"));
    requireNoSecret("processes", processes());
    requireNoSecret("Flink's pages", pages(port));
    for (RunningTandem one : List.of(train, serve, assemble)) {
      one.terminate();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(this::isWritten).forEach(file -> requireNoSecret(file.toString(), read(file)));
    }
  }

  @Test
  void shouldSayWhatIsWrongWithTheLogin() throws Exception {
    Path wrong = broker.clientFile(directory.resolve("wrong.properties"), "guessed");

    assertThat(refused("topics", "describe", "--command-config", wrong.toString()))
        .contains("it refuses the login: Authentication failed");
    assertThat(refused("topics", "describe"))
        .contains(
            "the port speaks TLS, and Tandem connects without; say how with --command-config");
  }

  private String run(String... line) throws Exception {
    RunningTandem running = begin(line);
    assertThat(running.await()).as(running.output()).isZero();
    return running.output();
  }

  private RunningTandem begin(String... line) throws IOException {
    List<String> all = new ArrayList<>(List.of(line));
    all.addAll(List.of("--command-config", client.toString()));
    return start(all);
  }

  private String refused(String... line) throws Exception {
    RunningTandem running = start(List.of(line));
    assertThat(running.await()).as(running.output()).isNotZero();
    return running.output();
  }

  private RunningTandem start(List<String> line) throws IOException {
    List<String> all = new ArrayList<>(line);
    all.addAll(List.of("--bootstrap-server", broker.bootstrapServers()));
    RunningTandem running =
        RunningTandem.startFrugal(directory, "512m", all.toArray(String[]::new));
    started.add(running);
    return running;
  }

  private static String processes() throws Exception {
    Process ps = new ProcessBuilder("ps", "axww", "-o", "args").start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What Flink's web UI tells of the job: its overview, plan and settings. */
  private static String pages(int port) throws Exception {
    String jobs = page(port, "/jobs");
    String job = jobs.replaceAll("(?s).*\"id\":\"([0-9a-f]+)\".*", "$1");
    StringBuilder pages = new StringBuilder(jobs);
    for (String path : List.of("", "/config", "/plan", "/exceptions", "/checkpoints/config")) {
      pages.append(page(port, "/jobs/" + job + path));
    }
    return pages.append(page(port, "/jobmanager/config")).toString();
  }

  private static String page(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  /** By Tandem or Flink, not by this test or its broker. */
  private boolean isWritten(Path file) {
    return Files.isRegularFile(file)
        && !file.startsWith(directory.resolve("kafka"))
        && !Set.of("client.properties", "broker.p12").contains(file.getFileName().toString());
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireNoSecret(String where, String text) {
    assertThat(text).as(where).doesNotContain(SecuredBroker.PASSWORD, SecuredBroker.STORE_PASSWORD);
  }
}
