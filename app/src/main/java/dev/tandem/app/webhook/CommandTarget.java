package dev.tandem.app.webhook;

import dev.tandem.schemas.config.Durations;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command for each event, with its JSON as standard input and some of it in the environment.
 * No shell reads the command line.
 */
final class CommandTarget implements Target {
  private final List<String> words;
  private final Duration limit;

  /**
   * Of {@code words}, the first of which is the program.
   *
   * @param limit how long it may run
   */
  CommandTarget(List<String> words, Duration limit) {
    this.words = words;
    this.limit = limit;
  }

  /** Without its arguments, which may be secret. */
  @Override
  public String name() {
    return words.get(0);
  }

  @Override
  public Attempt send(Notice notice) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(notice.variables());
    try {
      return judge(builder.start(), notice);
    } catch (IOException e) {
      return Attempt.refused("it cannot be started: " + e.getMessage());
    }
  }

  private Attempt judge(Process process, Notice notice) throws InterruptedException {
    LastWords said = LastWords.of(process.getInputStream());
    try {
      Thread writer =
          new Thread(
              () -> write(notice.body() + "\n", process.getOutputStream()), "tandem-exec-input");
      writer.setDaemon(true);
      writer.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return Attempt.refused(
            "it had not ended after %s, and was killed".formatted(Durations.format(limit)));
      }
      return process.exitValue() == 0
          ? Attempt.delivered()
          : Attempt.refused(
              "it ended with status %d%s".formatted(process.exitValue(), said.text()));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** It need not read it. */
  private static void write(String text, OutputStream input) {
    try (input) {
      input.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notRead) {
      return; // its exit status says what that means
    }
  }
}
