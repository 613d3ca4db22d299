package dev.tandem.app.command;

import dev.tandem.app.bench.IngestBench;
import dev.tandem.app.bench.IngestFigure;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From media to features. */
@Command(
    name = "ingest",
    description = {
      "Measure what a second of a camera's recording costs on its way to features.",
      "In turn with the ffmpeg command, where it is installed, which decodes the same file."
    },
    footer = {"", "Example:", "  tandem bench ingest --report ingest.json"})
final class BenchIngestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "5",
      description = "Rounds that count, after one that does not. Default: ${DEFAULT-VALUE}.")
  private long rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "60",
      description = "Length of the recording. Default: ${DEFAULT-VALUE}.")
  private long seconds;

  @Option(
      names = "--feeds",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "100",
      description = "Live feeds at a time. Default: ${DEFAULT-VALUE}.")
  private long feeds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return options.run(
        spec,
        "ingest",
        (directory, progress) -> new IngestBench(rounds, seconds, feeds, progress).run(directory),
        BenchIngestCommand::line);
  }

  private static String line(IngestFigure figure) {
    return "%s: %.2f ms for a second of it, %.0f streams a core%s"
        .formatted(
            figure.name(),
            figure.millis(),
            figure.streamsPerCore(),
            Double.isNaN(figure.besideFfmpeg())
                ? ""
                : ", %.2f times ffmpeg's".formatted(figure.besideFfmpeg()));
  }
}
