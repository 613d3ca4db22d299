package dev.tandem.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.Patience;
import dev.tandem.app.webhook.Attempt.Result;
import dev.tandem.schemas.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS) // runs sh
class CommandTargetTest {
  private static final Notice NOTICE =
      new Notice(
          "id-7",
          "pin av@1.9",
          Instant.EPOCH,
          "{\"event\":\"pin\"}",
          Map.of("TANDEM_EVENT", "pin", "TANDEM_VERSION", "av@1.9"));

  @TempDir Path directory;

  @Test
  void shouldHandOverTheEvent() throws Exception {
    Path file = directory.resolve("told");
    String script = "{ cat; echo $TANDEM_EVENT $TANDEM_VERSION $0; } > '%s'".formatted(file);

    Attempt attempt = run("sh", "-c", script, "$HOME");

    assertThat(attempt.reason()).isEmpty();
    assertThat(attempt.result()).isEqualTo(Result.DELIVERED);
    assertThat(Files.readString(file)).isEqualTo("{\"event\":\"pin\"}\npin av@1.9 $HOME\n");
  }

  @Test
  void shouldTellHowItEnded() throws Exception {
    Attempt attempt = run("sh", "-c", "echo to work; echo no room 1>&2; echo; exit 3");

    assertThat(attempt.result()).isEqualTo(Result.REFUSED);
    assertThat(attempt.reason()).isEqualTo("it ended with status 3: no room");
  }

  @Test
  void shouldNotMindThatNobodyReadsTheEventAndMuchIsSaid() throws Exception {
    Attempt attempt = run("sh", "-c", "exec 0<&-; head -c 1000000 /dev/zero; exit 0");

    assertThat(attempt.result()).isEqualTo(Result.DELIVERED);
  }

  @Test
  void shouldKillWhatDoesNotEndWithAllThatItBegan() throws Exception {
    Path pid = directory.resolve("pid");
    Attempt attempt =
        new CommandTarget(
                List.of("sh", "-c", "sleep 1000 & echo $! > '%s'; wait".formatted(pid)),
                Duration.ofSeconds(2))
            .send(NOTICE);

    assertThat(attempt.result()).isEqualTo(Result.REFUSED);
    assertThat(attempt.reason()).isEqualTo("it had not ended after 2s, and was killed");
    long child = Long.parseLong(Files.readString(pid).strip());
    Patience.until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void shouldSayThatThereIsNoSuchProgram() throws Exception {
    Attempt attempt = run("no-such-program-anywhere", "SECRET");

    assertThat(attempt.result()).isEqualTo(Result.REFUSED);
    assertThat(attempt.reason())
        .startsWith("it cannot be started: ")
        .contains("no-such-program-anywhere")
        .doesNotContain("SECRET");
  }

  @Test
  void shouldSplitALineAsPeopleQuoteIt() {
    assertThat(CommandWords.split("notify  --room 'ops and dev' --say=\"it's\" ''\t$HOME"))
        .containsExactly("notify", "--room", "ops and dev", "--say=it's", "", "$HOME");
    assertThatThrownBy(() -> CommandWords.split("sh -c 'echo"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--exec has a quote that does not end");
    assertThatThrownBy(() -> CommandWords.split("  "))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--exec is empty; must be a command");
  }

  private static Attempt run(String... words) throws InterruptedException {
    return new CommandTarget(List.of(words), Patience.STANDSTILL).send(NOTICE);
  }
}
