package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.Patience;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import picocli.CommandLine;

/** A command that runs beside a test, and what it says. */
final class CommandScreen {
  private final String name;
  private final Written out = new Written();
  private final Written err = new Written();
  private final FutureTask<Integer> running;

  private CommandScreen(String... arguments) {
    this.name = String.join(" ", arguments);
    CommandLine command = TandemCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    this.running = new FutureTask<>(() -> command.execute(arguments));
  }

  static CommandScreen start(String... arguments) {
    CommandScreen screen = new CommandScreen(arguments);
    Thread thread = new Thread(screen.running, screen.name);
    thread.setDaemon(true);
    thread.start();
    return screen;
  }

  /**
   * Its exit status, when it has ended.
   *
   * @param silence longer than that it must not say nothing
   */
  int await(Duration silence) throws Exception {
    Patience.until(
        () -> {
          requireAWord(silence);
          return running.isDone();
        });
    return running.get();
  }

  private void requireAWord(Duration silence) {
    long last = Math.max(out.last, err.last);
    assertThat(Duration.ofNanos(System.nanoTime() - last))
        .as("silence of '%s' after: %s%s", name, out, err)
        .isLessThan(silence);
  }

  /** To the standard output. */
  String said() {
    return out.toString();
  }

  String errors() {
    return err.toString();
  }

  private static final class Written extends StringWriter {
    private volatile long last = System.nanoTime();

    /** After each line. */
    @Override
    public void flush() {
      last = System.nanoTime();
      super.flush();
    }
  }
}
