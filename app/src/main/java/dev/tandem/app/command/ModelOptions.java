package dev.tandem.app.command;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.app.models.ControlWriter;
import dev.tandem.app.models.Manifests;
import dev.tandem.app.models.PublishedModels;
import dev.tandem.app.models.PublishedVersion;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.delivery.CandidateVersion;
import picocli.CommandLine.Mixin;

/** Where the models lie. */
final class ModelOptions {
  @Mixin private PrefixedTopicsOptions where;

  KafkaConnection kafka() {
    return where.kafka(NeededTopics::models);
  }

  Topics topics() {
    return where.topics();
  }

  ControlWriter control() {
    return new ControlWriter(new ControlTopic(kafka(), topics().control()));
  }

  CandidateVersion manifest(PublishedVersion version) {
    return new Manifests(kafka()).of(version);
  }

  PublishedModels read() {
    return PublishedModels.read(kafka(), topics());
  }
}
