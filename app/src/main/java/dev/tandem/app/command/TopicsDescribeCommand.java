package dev.tandem.app.command;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.TopicStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Override
  public Integer call() {
    List<TopicSpec> topics = catalogue.catalogue();
    try (TopicAdmin admin = TopicAdmin.connect(broker.reachable())) {
      List<TopicStatus> statuses = admin.describe(topics);
      PrintWriter out = spec.commandLine().getOut();
      statuses.forEach(status -> print(status, out));
      boolean fits = statuses.stream().allMatch(s -> s.exists() && s.drift().isEmpty());
      return fits ? ExitStatus.SUCCESS : ExitStatus.FAILED;
    }
  }

  private static void print(TopicStatus status, PrintWriter out) {
    out.printf("%-9s  %s%n", state(status), status.wanted().name());
    status.drift().forEach(difference -> out.println("           " + difference));
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
}
