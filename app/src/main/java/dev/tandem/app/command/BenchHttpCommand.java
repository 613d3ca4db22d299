package dev.tandem.app.command;

import dev.tandem.app.bench.Answering;
import dev.tandem.app.bench.HttpBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers by HTTP. */
@Command(
    name = "http",
    description = {
      "Measure how fast clips are answered by HTTP, by 1, 16 and 64 callers at a time.",
      "In turn with the same model called in the process: a network of 1 million parameters, JSON requests."
    },
    footer = {"", "Example:", "  tandem bench http --report http.json"})
final class BenchHttpCommand implements Callable<Integer> {
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
      names = "--requests",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "2000",
      description = "Requests of each in a round. Default: ${DEFAULT-VALUE}.")
  private long requests;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return options.run(
        spec,
        "http",
        (directory, progress) -> new HttpBench(rounds, requests, progress).run(directory),
        BenchHttpCommand::line);
  }

  private static String line(Answering figure) {
    return "%d at a time: %,.0f answers/s, p50 %.2f ms, p99 %.2f; in the process %,.0f, %.2f, %.2f"
        .formatted(
            figure.callers(),
            figure.http().answersPerSecond(),
            figure.http().p50(),
            figure.http().p99(),
            figure.inProcess().answersPerSecond(),
            figure.inProcess().p50(),
            figure.inProcess().p99());
  }
}
