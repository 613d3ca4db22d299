package dev.tandem.app.command;

import picocli.CommandLine.Option;

/** How often a benchmark measures. */
final class RoundsOption {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "3",
      description = "Rounds that count, after one that does not. Default: ${DEFAULT-VALUE}.")
  private long rounds;

  long count() {
    return rounds;
  }
}
