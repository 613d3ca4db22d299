package dev.tandem.app.command;

import dev.tandem.app.models.ControlWriter;
import picocli.CommandLine.Option;

/** Who says it, and why; everyone can read it on the control topic. */
final class AuthorOptions {
  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, for others to read.")
  private String why = "";

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who says so. Default: the user's name.")
  private String who = System.getProperty("user.name", "unknown");

  ControlWriter.Author author() {
    return new ControlWriter.Author(who, why);
  }
}
