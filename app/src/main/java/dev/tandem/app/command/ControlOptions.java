package dev.tandem.app.command;

import dev.tandem.app.UsageException;
import dev.tandem.app.control.ControlTopic;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose control topic is meant. */
final class ControlOptions {
  @Mixin private BrokerOptions broker;

  @Option(
      names = "--prefix",
      defaultValue = "av",
      description = "In front of every topic's name. Default: ${DEFAULT-VALUE}.")
  private String prefix = "";

  @Option(
      names = "--model",
      defaultValue = "av",
      description = "Name of the model that learns. Default: ${DEFAULT-VALUE}.")
  private String model = "";

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

  String model() {
    try {
      return ModelKey.requireName(model);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  ControlTopic topic() {
    return new ControlTopic(bootstrapServers(), topics().control());
  }
}
