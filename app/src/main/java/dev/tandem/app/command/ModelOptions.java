package dev.tandem.app.command;

import dev.tandem.app.models.PublishedModels;
import dev.tandem.schemas.Topics;
import picocli.CommandLine.Mixin;

/** Where the models lie. */
final class ModelOptions {
  @Mixin private PrefixedTopicsOptions where;

  String bootstrapServers() {
    return where.bootstrapServers();
  }

  Topics topics() {
    return where.topics();
  }

  PublishedModels read() {
    return PublishedModels.read(bootstrapServers(), topics());
  }
}
