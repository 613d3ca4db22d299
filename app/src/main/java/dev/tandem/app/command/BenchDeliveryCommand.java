package dev.tandem.app.command;

import dev.tandem.app.bench.Delivered;
import dev.tandem.app.bench.DeliveryBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Versions from their commit to their first answer. */
@Command(
    name = "delivery",
    description = {
      "Measure how fast a committed version answers, and how fast a consumer starts cold.",
      "For models of 0.1, 1 and 22 million parameters, beside copying the same bytes through Kafka."
    },
    footer = {
      "",
      "Needs 20 GB of disk for 50 versions, and some minutes on a quiet machine.",
      "",
      "Example:",
      "  tandem bench delivery --versions 50 --report delivery.json"
    })
final class BenchDeliveryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--versions",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "50",
      description = "Versions of each size that count. Default: ${DEFAULT-VALUE}.")
  private long versions;

  @Override
  public Integer call() throws IOException, InterruptedException {
    DeliveryBench.Plan plan = DeliveryBench.Plan.standard(versions);
    return options.run(
        spec,
        "delivery",
        (directory, progress) -> new DeliveryBench(plan, progress).run(directory),
        BenchDeliveryCommand::line);
  }

  private static String line(Delivered figure) {
    return "%-5s commit to answer %.0f ms, p99 %.0f; plain copy %.0f ms; cold start %.0f ms among %d versions"
        .formatted(
            figure.parameters(),
            figure.commitToAnswerMillis().p50(),
            figure.commitToAnswerMillis().p99(),
            figure.plainCopyMillis().p50(),
            figure.coldStartMillis(),
            figure.versionsOnTopic());
  }
}
