package dev.tandem.app.command;

import dev.tandem.app.UsageException;
import dev.tandem.app.letters.LetterTopic;
import dev.tandem.schemas.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the dead letters lie. */
final class LetterOptions {
  @Mixin private BrokerOptions broker;

  @Option(
      names = "--prefix",
      defaultValue = "av",
      description = "In front of every topic's name. Default: ${DEFAULT-VALUE}.")
  private String prefix = "";

  String bootstrapServers() {
    return broker.reachable();
  }

  String topic() {
    try {
      return new Topics(prefix).deadLetters();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  LetterTopic open() {
    String topic = topic();
    return LetterTopic.open(bootstrapServers(), topic);
  }
}
