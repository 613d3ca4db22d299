package dev.tandem.app.command;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose control topic is meant. */
final class ControlOptions {
  @Mixin private PrefixedTopicsOptions where;

  @Option(
      names = "--model",
      defaultValue = "av",
      description = "Name of the model that learns. Default: ${DEFAULT-VALUE}.")
  private String model = "";

  KafkaConnection kafka() {
    return where.kafka(NeededTopics::models);
  }

  Topics topics() {
    return where.topics();
  }

  String model() {
    try {
      return ModelKey.requireName(model);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  ControlTopic topic() {
    return new ControlTopic(kafka(), topics().control());
  }
}
