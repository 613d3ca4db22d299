package dev.tandem.app.command;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.TopicStatus;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells how the topics of a cluster differ from the catalogue. */
@Command(
    name = "describe",
    description = "Show where the topics of a cluster differ from the catalogue; changes nothing.",
    footer = {
      "",
      "Exit status 1 where a topic is missing or differs. One that is wrong is refused by every command.",
      "",
      "Example:",
      "  tandem topics describe --bootstrap-server localhost:9092"
    })
final class TopicsDescribeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BrokerOptions broker;
  @Mixin private CatalogueOptions catalogue;
  @Mixin private ListingOptions listing;

  @Override
  public Integer call() {
    List<TopicSpec> topics = catalogue.catalogue();
    try (TopicAdmin admin = TopicAdmin.connect(broker.reachable())) {
      List<TopicStatus> statuses = admin.describe(topics);
      listing.print(
          spec,
          () -> statuses.stream().map(ListedTopic::of).toList(),
          () -> statuses.stream().flatMap(TopicsDescribeCommand::lines).toList());
      boolean fits = statuses.stream().allMatch(s -> s.exists() && s.drift().isEmpty());
      return fits ? ExitStatus.SUCCESS : ExitStatus.FAILED;
    }
  }

  private static Stream<String> lines(TopicStatus status) {
    return Stream.concat(
        Stream.of("%-9s  %s".formatted(state(status), status.wanted().name())),
        status.drift().stream().map(difference -> "           " + difference));
  }

  private static String state(TopicStatus status) {
    if (!status.exists()) {
      return "missing";
    }
    if (status.drift().isEmpty()) {
      return "as wanted";
    }
    return status.faults().isEmpty() ? "differs" : "wrong";
  }

  /**
   * A topic of the catalogue on a cluster.
   *
   * @param differences from the catalogue, a sentence each
   * @param faults why commands refuse it, a sentence each
   */
  record ListedTopic(String topic, boolean exists, List<String> differences, List<String> faults) {
    static ListedTopic of(TopicStatus status) {
      return new ListedTopic(
          status.wanted().name(), status.exists(), status.drift(), status.faults());
    }
  }
}
