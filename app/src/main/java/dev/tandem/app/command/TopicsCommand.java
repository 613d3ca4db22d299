package dev.tandem.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The topics of the catalogue on a Kafka cluster. */
@Command(
    name = "topics",
    description = "Create, describe or correct Tandem's topics.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TopicsCreateCommand.class,
      TopicsDescribeCommand.class,
      TopicsCorrectCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tandem topics create --bootstrap-server localhost:9092 --partitions 4",
      "  tandem topics describe --bootstrap-server localhost:9092"
    })
final class TopicsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw UsageErrors.noCommand(spec);
  }
}
