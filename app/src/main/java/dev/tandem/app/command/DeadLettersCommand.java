package dev.tandem.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The records that could not be used. */
@Command(
    name = "dead-letters",
    description = "List, show or replay the records that could not be used.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeadLettersListCommand.class,
      DeadLettersShowCommand.class,
      DeadLettersReplayCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tandem dead-letters list --bootstrap-server localhost:9092 --reason extractor",
      "  tandem dead-letters show 17 --bootstrap-server localhost:9092"
    })
final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw UsageErrors.noCommand(spec);
  }
}
