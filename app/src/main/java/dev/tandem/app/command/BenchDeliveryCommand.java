package dev.tandem.app.command;

import dev.tandem.app.Logging;
import dev.tandem.app.bench.Delivered;
import dev.tandem.app.bench.DeliveryBench;
import dev.tandem.app.demo.Preflight;
import dev.tandem.app.demo.RunDirectory;
import dev.tandem.app.report.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Versions from their commit to their first answer. */
@Command(
    name = "delivery",
    description = {
      "Measure how fast a committed version answers, for models of 0.1, 1 and 22 million parameters,",
      "beside copying the same bytes through Kafka, and how fast a consumer starts cold."
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

  @Option(
      names = "--versions",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "50",
      description = "Versions of each size that count. Default: ${DEFAULT-VALUE}.")
  private long versions;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = Values.File.class,
      description = "Write the figures as JSON.")
  private Optional<Path> report = Optional.empty();

  @Override
  public Integer call() throws IOException {
    report.ifPresent(Preflight::checkReport);
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    PrintWriter out = spec.commandLine().getOut();
    try (RunDirectory directory = RunDirectory.open(Optional.empty())) {
      DeliveryBench bench =
          new DeliveryBench(
              DeliveryBench.Plan.standard(versions),
              line -> {
                out.println(line);
                out.flush();
              });
      List<Delivered> delivered = bench.run(directory.path());
      delivered.forEach(figure -> out.println(line(figure)));
      if (report.isPresent()) {
        ReportFile.write(Map.of("delivery", delivered), report.get());
      }
    }
    return ExitStatus.SUCCESS;
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
