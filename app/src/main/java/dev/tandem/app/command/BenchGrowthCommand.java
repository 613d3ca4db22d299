package dev.tandem.app.command;

import dev.tandem.app.bench.Growth;
import dev.tandem.app.bench.GrowthBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an item costs as the number of others grows. */
@Command(
    name = "growth",
    description = {
      "Measure what a record, a version, a clip or an answer costs as streams, partitions, segments, open clips, waiting labels, retained versions, kept clips and classes grow.",
      "Each at three sizes or more, in turn, in processor time of one thread, or of the whole process where it is a job."
    },
    footer = {
      "",
      "Needs 4 GB of disk and half an hour on a quiet machine. In brackets: the speed beside that at the smallest size.",
      "",
      "Example:",
      "  tandem bench growth --report growth.json"
    })
final class BenchGrowthCommand implements Callable<Integer> {
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
      names = "--clips",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "300000",
      description = "Clips that a job joins in each round. Default: ${DEFAULT-VALUE}.")
  private long clips;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return options.run(
        spec,
        "growth",
        (directory, progress) -> new GrowthBench(rounds, clips, progress).run(directory),
        BenchGrowthCommand::line);
  }

  private static String line(Growth growth) {
    String figures =
        IntStream.range(0, growth.sizes().size())
            .mapToObj(i -> figure(growth, i))
            .collect(Collectors.joining(", "));
    return "%s; of a %s, by %s: %s".formatted(growth.what(), growth.item(), growth.unit(), figures);
  }

  private static String figure(Growth growth, int size) {
    long bytes = growth.bytes().get(size);
    return "%,d: %s µs (%.2f)%s"
        .formatted(
            growth.sizes().get(size),
            micros(growth.cpuMicros().get(size)),
            growth.ratios().get(size),
            bytes == 0 ? "" : " and %,d bytes in all".formatted(bytes));
  }

  /** Two digits that count, also of what takes nanoseconds. */
  private static String micros(double micros) {
    return micros < 0.1 ? "%.4f".formatted(micros) : "%.2f".formatted(micros);
  }
}
