package dev.tandem.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The streams that a model learns from. */
@Command(
    name = "streams",
    description =
        "Keep a stream out of training, let it in again, list what was said, or erase what there is of it.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StreamsQuarantineCommand.class,
      StreamsReleaseCommand.class,
      StreamsListCommand.class,
      StreamsEraseCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tandem streams quarantine cam-3 --why 'lens cap on'",
      "  tandem streams release cam-3 --why 'lens cap off'",
      "  tandem streams list",
      "  tandem streams erase cam-3"
    })
final class StreamsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw UsageErrors.noCommand(spec);
  }
}
