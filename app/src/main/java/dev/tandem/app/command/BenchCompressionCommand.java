package dev.tandem.app.command;

import dev.tandem.app.bench.Compressed;
import dev.tandem.app.bench.CompressionBench;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What compression spares, and what it costs. */
@Command(
    name = "compression",
    description = {
      "Measure what Kafka's compressions make of the features of feeds: bytes, and processor time.",
      "In batches of one record, as a live feed sends them, and of 256 KB."
    },
    footer = {
      "",
      "Example:",
      "  tandem bench compression --feed studio: --feed file:videos/ --report compression.json"
    })
final class BenchCompressionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--feed",
      paramLabel = "FEED",
      defaultValue = "studio:",
      description = "Whose features; may be repeated. Default: ${DEFAULT-VALUE}")
  private List<String> feeds;

  @Option(
      names = "--clips",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "400",
      description = "Clips of each feed. Default: ${DEFAULT-VALUE}.")
  private long clips;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "5",
      description = "Rounds that count, in which all take turns. Default: ${DEFAULT-VALUE}.")
  private long rounds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CompressionBench.Plan plan = new CompressionBench.Plan(feeds, clips, rounds);
    return options.run(
        spec,
        "compression",
        (directory, progress) -> new CompressionBench(plan, progress).run(),
        BenchCompressionCommand::line);
  }

  private static String line(Compressed figure) {
    return "%-24s %-6s %4d a batch  %-6s %6.0f bytes × %.3f, writing %+7.1f µs, reading %+7.1f µs"
        .formatted(
            figure.feed(),
            figure.modality(),
            figure.records(),
            figure.compression(),
            figure.bytes(),
            figure.ratio(),
            figure.writeMicros(),
            figure.readMicros());
  }
}
