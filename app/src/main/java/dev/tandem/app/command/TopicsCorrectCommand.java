package dev.tandem.app.command;

import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.TopicStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives topics that exist the catalogue's settings. */
@Command(
    name = "correct",
    description = {
      "Give topics that exist the catalogue's settings. None is created, and partitions stay.",
      "Record times that a broker has put in place of the writer's are not brought back."
    },
    footer = {"", "Example:", "  tandem topics correct --bootstrap-server localhost:9092"})
final class TopicsCorrectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BrokerOptions broker;
  @Mixin private CatalogueOptions catalogue;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (TopicAdmin admin = TopicAdmin.connect(broker.reachable())) {
      List<TopicStatus> found =
          admin.describe(catalogue.catalogue()).stream().filter(TopicStatus::exists).toList();
      found.stream().filter(TopicStatus::isCorrectable).forEach(admin::correct);
      found.forEach(
          status ->
              out.println(
                  (status.isCorrectable() ? "corrected  " : "as it was  ")
                      + status.wanted().name()));
    }
    return ExitStatus.SUCCESS;
  }
}
