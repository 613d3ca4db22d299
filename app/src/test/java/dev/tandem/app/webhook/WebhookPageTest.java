package dev.tandem.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.app.models.NewsKinds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/webhook.md says. */
class WebhookPageTest {
  private static final Path PAGE = Path.of("..", "docs", "webhook.md");
  private static final Path JSON_PAGE = Path.of("..", "docs", "json.md");
  private static final Pattern SNIPPET = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
  private static final String SECRET = "a secret of the test";
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("TANDEM_PYTHON")).orElse("/usr/bin/python3");

  /** Verifies headers that are arguments, and a body that is the input. */
  private static final String MAIN =
      """

      import sys
      names = ["webhook-id", "webhook-timestamp", "webhook-signature"]
      try:
          verify(sys.argv[1].encode(), dict(zip(names, sys.argv[2:])), sys.stdin.buffer.read())
          print("good")
      except ValueError as e:
          print(e)
      """;

  @TempDir Path directory;

  @Test
  void shouldVerifyInPythonWhatIsPosted() throws Exception {
    assumeTrue(Files.isExecutable(Path.of(PYTHON)), PYTHON + " is not there");
    Map<String, String> headers = posted("{\"why\":\"ü\"}");
    String id = headers.get("webhook-id");
    String time = headers.get("webhook-timestamp");
    String signature = headers.get("webhook-signature");

    assertThat(verify("{\"why\":\"ü\"}", SECRET, id, time, signature)).isEqualTo("good");
    assertThat(verify("{\"why\":\"u\"}", SECRET, id, time, signature))
        .isEqualTo("not signed with this secret");
    assertThat(verify("{\"why\":\"ü\"}", SECRET + "s", id, time, signature))
        .isEqualTo("not signed with this secret");
    assertThat(verify("{\"why\":\"ü\"}", SECRET, "other", time, signature))
        .isEqualTo("not signed with this secret");
    String old = Long.toString(Long.parseLong(time) - 1_000);
    assertThat(verify("{\"why\":\"ü\"}", SECRET, id, old, signature))
        .isEqualTo("too old, or from the future");
  }

  private Map<String, String> posted(String body) throws Exception {
    Secret secret = Secret.read(Files.writeString(directory.resolve("secret"), SECRET + "\n"));
    try (TestingReceiver receiver = TestingReceiver.start()) {
      HttpTarget target =
          new HttpTarget(
              HttpTarget.address(receiver.url("/")),
              Optional.of(secret),
              Duration.ofMinutes(1),
              Clock.systemUTC());
      target.send(new Notice("id-7", "drift av", Instant.EPOCH, body, Map.of()));
      return receiver.received().get(0).headers();
    }
  }

  private String verify(String body, String secret, String... headers) throws Exception {
    Matcher snippet = SNIPPET.matcher(Files.readString(PAGE));
    assertThat(snippet.find()).isTrue();
    Path script = Files.writeString(directory.resolve("verify.py"), snippet.group(1) + MAIN);
    Path input = Files.writeString(directory.resolve("body"), body);
    ProcessBuilder builder =
        new ProcessBuilder(PYTHON, script.toString(), secret)
            .redirectInput(input.toFile())
            .redirectErrorStream(true);
    builder.command().addAll(List.of(headers));
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void shouldNameEveryKindOfEvent() throws Exception {
    String page = Files.readString(JSON_PAGE);
    String section = page.substring(page.indexOf("## `models watch`\n"));

    assertThat(section)
        .contains(NewsKinds.ALL.stream().map(kind -> "`" + kind + "`").toArray(String[]::new));
  }
}
