package dev.tandem.app.command;

import dev.tandem.app.bench.EmbeddingBench;
import dev.tandem.app.bench.EmbeddingFigure;
import dev.tandem.app.bench.IngestBench;
import dev.tandem.app.bench.IngestFigure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    footer = {
      "",
      "Examples:",
      "  tandem bench ingest --report ingest.json",
      "  tandem bench ingest --network resnet18.pt --network resnet18.onnx"
    })
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

  @Option(
      names = "--network",
      paramLabel = "FILE",
      converter = Values.File.class,
      description =
          "Measure this frozen network, TorchScript or ONNX, in place of all else: clips of 224x224 pixels, beside PyTorch by itself where python3-torch is installed. May be given again.")
  private List<Path> networks = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!networks.isEmpty()) {
      return options.run(
          spec,
          "embeddings",
          (directory, progress) -> new EmbeddingBench(networks, rounds, progress).run(directory),
          BenchIngestCommand::line);
    }
    return options.run(
        spec,
        "ingest",
        (directory, progress) -> new IngestBench(rounds, seconds, feeds, progress).run(directory),
        BenchIngestCommand::line);
  }

  private static String line(EmbeddingFigure figure) {
    return "%s: %.1f clips a second%s"
        .formatted(
            figure.name(),
            figure.clipsPerSecond(),
            Double.isNaN(figure.ratio())
                ? ""
                : ", %.2f times PyTorch's time".formatted(figure.ratio()));
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
