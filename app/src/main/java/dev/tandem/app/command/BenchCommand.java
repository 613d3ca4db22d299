package dev.tandem.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Benchmarks that need no more than this machine. */
@Command(
    name = "bench",
    description = "Measure the system against its ceilings on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BenchPipelineCommand.class,
      BenchDeliveryCommand.class,
      BenchGrowthCommand.class,
      BenchHttpCommand.class,
      BenchIngestCommand.class,
      BenchFeaturesCommand.class,
      BenchCompressionCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tandem bench pipeline --report pipeline.json",
      "  tandem bench delivery --report delivery.json",
      "  tandem bench growth --report growth.json",
      "  tandem bench http --report http.json",
      "  tandem bench ingest --report ingest.json",
      "  tandem bench features --report folder.json",
      "  tandem bench compression --feed studio: --report compression.json"
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw UsageErrors.noCommand(spec);
  }
}
