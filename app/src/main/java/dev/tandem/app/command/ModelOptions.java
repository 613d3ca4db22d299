package dev.tandem.app.command;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.app.models.ControlWriter;
import dev.tandem.app.models.PublishedModels;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.schemas.Topics;
import picocli.CommandLine.Mixin;

/** Where the models lie. */
final class ModelOptions {
  @Mixin private PrefixedTopicsOptions where;

  String bootstrapServers() {
    return where.bootstrapServers(NeededTopics::models);
  }

  Topics topics() {
    return where.topics();
  }

  ControlWriter control() {
    return new ControlWriter(new ControlTopic(bootstrapServers(), topics().control()));
  }

  PublishedModels read() {
    return PublishedModels.read(bootstrapServers(), topics());
  }
}
