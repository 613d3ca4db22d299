package dev.tandem.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How long a process says nothing, from its first word to its end; told in turns of a thread that a
 * busy machine holds up as well.
 */
final class Silence {
  private static final Duration TURN = Duration.ofMillis(100);

  private final Process process;
  private final Path output;
  private volatile int longest;
  private volatile String before = "";

  private Silence(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Silence watch(Process process, Path output) {
    Silence silence = new Silence(process, output);
    Thread thread = new Thread(silence::run, "silence");
    thread.setDaemon(true);
    thread.start();
    return silence;
  }

  private void run() {
    try {
      long said = 0;
      int turns = 0;
      while (process.isAlive()) {
        Thread.sleep(TURN.toMillis());
        long now = Files.size(output);
        turns = now == said && said > 0 ? turns + 1 : 0;
        said = now;
        if (turns > longest) {
          longest = turns;
          before = Files.readString(output);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (NoSuchFileException e) {
      return; // a process may outlive its test's folder for a moment
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The longest so far. */
  Duration longest() {
    return TURN.multipliedBy(longest);
  }

  /** What had been said before it. */
  String before() {
    return before;
  }
}
