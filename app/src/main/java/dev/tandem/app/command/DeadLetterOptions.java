package dev.tandem.app.command;

import dev.tandem.app.letters.DeadLetterTopic;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.schemas.log.KafkaConnection;
import picocli.CommandLine.Mixin;

/** Where the dead letters lie. */
final class DeadLetterOptions {
  @Mixin private PrefixedTopicsOptions where;

  KafkaConnection kafka() {
    return where.kafka(NeededTopics::letters);
  }

  String topic() {
    return where.topics().deadLetters();
  }

  DeadLetterTopic open() {
    String topic = topic();
    return DeadLetterTopic.open(kafka(), topic);
  }
}
