package dev.tandem.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The answers on the predictions topic. */
@Command(
    name = "predictions",
    description = "See what models answer.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = PredictionsWatchCommand.class,
    footer = {
      "",
      "Examples:",
      "  tandem predictions watch --bootstrap-server localhost:9092",
      "  tandem predictions watch --last 20 --limit 20 --format json"
    })
final class PredictionsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given; known are " + String.join(", ", spec.subcommands().keySet()));
  }
}
