package dev.tandem.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The versions on the topics. */
@Command(
    name = "models",
    description =
        "List, compare and export model versions, and say which one consumers serve and the trainer goes on from.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsDiffCommand.class,
      ModelsExportCommand.class,
      ModelsPinCommand.class,
      ModelsUnpinCommand.class,
      ModelsRollbackCommand.class,
      ModelsReleaseCommand.class,
      ModelsHaltCommand.class,
      ModelsResumeCommand.class,
      ModelsWatchCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tandem models list --bootstrap-server localhost:9092",
      "  tandem models diff av@1.8 av@1.9",
      "  tandem models rollback av --why 'answers nonsense at night'"
    })
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw UsageErrors.noCommand(spec);
  }
}
