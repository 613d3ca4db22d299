package dev.tandem.app.command;

import dev.tandem.app.bench.FeaturesBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learning from a folder of features beside learning from memory. */
@Command(
    name = "features",
    description = {
      "Measure how fast a folder of features is read and learned from, in feature records a second.",
      "In turn on the same clips of two vectors of 512 floats: the learner alone from memory, the folder read alone, the learner fed from the folder, and the whole train job."
    },
    footer = {"", "Example:", "  tandem bench features --report folder.json"})
final class BenchFeaturesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private BenchOptions options;

  @Option(
      names = "--clips",
      paramLabel = "N",
      converter = Values.Count.class,
      defaultValue = "20000",
      description = "Clips in the folder. Default: ${DEFAULT-VALUE}.")
  private long clips;

  @Mixin private RoundsOption rounds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return options.run(
        spec,
        "features",
        (directory, progress) -> new FeaturesBench(clips, rounds.count(), progress).run(directory),
        BenchPipelineCommand::line);
  }
}
