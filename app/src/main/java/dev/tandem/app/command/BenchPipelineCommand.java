package dev.tandem.app.command;

import dev.tandem.app.Logging;
import dev.tandem.app.bench.Measured;
import dev.tandem.app.bench.PipelineBench;
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

/** Joining and training beside their ceilings. */
@Command(
    name = "pipeline",
    description = {
      "Measure joining and training in feature records a second, in turn on the same records:",
      "fetching alone, assembly, Flink's interval join, assembly with its exactly-once sink;",
      "the learner alone from memory, and the whole train job."
    },
    footer = {
      "",
      "Needs 2 GB of disk and some minutes on a quiet machine.",
      "",
      "Example:",
      "  tandem bench pipeline --rounds 5 --report pipeline.json"
    })
final class BenchPipelineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--vector-clips",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "150000",
      description = "Clips that are joined. Default: ${DEFAULT-VALUE}.")
  private long vectorClips;

  @Option(
      names = "--studio-clips",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "4000",
      description = "Clips that are trained. Default: ${DEFAULT-VALUE}.")
  private long studioClips;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "3",
      description = "Rounds that count, after one that does not. Default: ${DEFAULT-VALUE}.")
  private long rounds;

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
    PipelineBench.Plan plan = new PipelineBench.Plan(vectorClips, studioClips, rounds);
    try (RunDirectory directory = RunDirectory.open(Optional.empty())) {
      List<Measured> measured =
          new PipelineBench(
                  plan,
                  line -> {
                    out.println(line);
                    out.flush();
                  })
              .run(directory.path());
      measured.forEach(figure -> out.println(line(figure)));
      if (report.isPresent()) {
        ReportFile.write(Map.of("pipeline", measured), report.get());
      }
    }
    return ExitStatus.SUCCESS;
  }

  private static String line(Measured figure) {
    return "%-16s %,9.0f records/s, %.2f of %s (%,.0f)"
        .formatted(
            figure.name(),
            figure.recordsPerSecond(),
            figure.ratio(),
            figure.against(),
            figure.againstRecordsPerSecond());
  }
}
