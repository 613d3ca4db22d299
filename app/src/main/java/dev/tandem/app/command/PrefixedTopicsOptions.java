package dev.tandem.app.command;

import dev.tandem.app.UsageException;
import dev.tandem.schemas.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which topics of which broker. */
final class PrefixedTopicsOptions {
  @Mixin private BrokerOptions broker;

  @Option(
      names = "--prefix",
      defaultValue = "av",
      description = "In front of every topic's name. Default: ${DEFAULT-VALUE}.")
  private String prefix = "";

  String bootstrapServers() {
    return broker.reachable();
  }

  Topics topics() {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
