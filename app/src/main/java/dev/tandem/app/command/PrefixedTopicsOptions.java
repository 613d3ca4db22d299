package dev.tandem.app.command;

import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which topics of which broker. */
final class PrefixedTopicsOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Option(
      names = "--prefix",
      defaultValue = "av",
      description = "In front of every topic's name. Default: ${DEFAULT-VALUE}.")
  private String prefix = "";

  private Optional<KafkaConnection> checked = Optional.empty();

  /** Where all of {@code needed} are found, such that they can be used; asked for once. */
  KafkaConnection kafka(Function<Topics, List<TopicSpec>> needed) {
    if (checked.isEmpty()) {
      KafkaConnection kafka = broker.reachable();
      TopicNotes.require(spec, kafka, needed.apply(topics()));
      checked = Optional.of(kafka);
    }
    return checked.get();
  }

  Topics topics() {
    try {
      return new Topics(prefix);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
