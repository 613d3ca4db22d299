package dev.tandem.app.command;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Creates what is missing and leaves the rest alone. */
@Command(
    name = "create",
    description = "Create the topics that are missing. Topics that exist stay as they are.",
    footer = {
      "",
      "Example:",
      "  tandem topics create --bootstrap-server localhost:9092 --partitions 4"
    })
final class TopicsCreateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BrokerOptions broker;
  @Mixin private CatalogueOptions catalogue;

  @Option(
      names = "--replication-factor",
      description = "Replicas of each partition. Default: the cluster's.")
  private Optional<Short> replication = Optional.empty();

  @Override
  public Integer call() {
    List<TopicSpec> topics = catalogue.catalogue();
    try (TopicAdmin admin = TopicAdmin.connect(broker.reachable())) {
      List<String> created = admin.create(topics, replication);
      for (TopicSpec topic : topics) {
        String what = created.contains(topic.name()) ? "created" : "exists ";
        spec.commandLine().getOut().println(what + "  " + topic.name());
      }
    }
    return ExitStatus.SUCCESS;
  }
}
