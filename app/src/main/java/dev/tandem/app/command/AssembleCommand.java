package dev.tandem.app.command;

import dev.tandem.app.run.JobRole;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The Flink job that joins clips for inference. */
@Command(
    name = "assemble",
    description = {
      "Run the Flink job that joins clips for inference, apart from training.",
      "Ctrl-C stops it with a savepoint, from which the next start goes on; on a cluster, --stop does."
    },
    footer = {"", "Example:", "  tandem assemble --bootstrap-server localhost:9092"})
final class AssembleCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JobOptions job;

  @Override
  public Integer call() throws IOException, TimeoutException {
    return job.run(spec, JobRole.ASSEMBLE, Map.of());
  }
}
