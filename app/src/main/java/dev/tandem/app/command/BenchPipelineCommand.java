package dev.tandem.app.command;

import dev.tandem.app.bench.Measured;
import dev.tandem.app.bench.PipelineBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Joining and training beside their ceilings. */
@Command(
    name = "pipeline",
    description = {
      "Measure joining and training in feature records a second.",
      "In turn on the same records: fetching alone, assembly, Flink's interval join, assembly with its exactly-once sink; the learner alone from memory, and the whole train job."
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
  @Mixin private BenchOptions options;

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

  @Mixin private RoundsOption rounds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PipelineBench.Plan plan = new PipelineBench.Plan(vectorClips, studioClips, rounds.count());
    return options.run(
        spec,
        "pipeline",
        (directory, progress) -> new PipelineBench(plan, progress).run(directory),
        BenchPipelineCommand::line);
  }

  static String line(Measured figure) {
    return "%-16s %,9.0f records/s, %.2f of %s (%,.0f)"
        .formatted(
            figure.name(),
            figure.recordsPerSecond(),
            figure.ratio(),
            figure.against(),
            figure.againstRecordsPerSecond());
  }
}
