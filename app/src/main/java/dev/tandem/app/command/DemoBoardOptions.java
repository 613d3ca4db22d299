package dev.tandem.app.command;

import dev.tandem.app.demo.DemoPlan;
import dev.tandem.schemas.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How a demo is shown in a browser. */
final class DemoBoardOptions {
  @Option(
      names = "--board-port",
      converter = Values.Port.class,
      description = "Loopback port of the live board. Default: any free one.")
  private Optional<Integer> port = Optional.empty();

  @Option(names = "--no-board", description = "No live board.")
  private boolean none;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      converter = Values.File.class,
      description = "Write the board as it stands at the end, as one file that needs no other.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--teach",
      description =
          "Begin with an empty model, and teach it in the browser, by webcam and microphone.")
  private boolean teach;

  /** Whether people teach, in place of a feed. */
  boolean teach() {
    return teach;
  }

  DemoPlan.Board plan() {
    if (none && teach) {
      throw new UsageException("--no-board and --teach are both given; teaching needs the board");
    }
    if (none && port.isPresent()) {
      throw new UsageException("--no-board and --board-port are both given; give one of them");
    }
    return new DemoPlan.Board(!none, html, teach);
  }

  OptionalInt port() {
    return port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
