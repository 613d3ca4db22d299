package dev.tandem.app.command;

import dev.tandem.app.run.JobRole;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The Flink job that learns. */
@Command(
    name = "train",
    description = {
      "Run the Flink job that joins clips and labels, learns, and publishes model versions.",
      "Ctrl-C stops it with a savepoint, from which the next start goes on; on a cluster, --stop does."
    },
    footer = {
      "",
      "Examples:",
      "  tandem train --bootstrap-server localhost:9092",
      "  tandem train --from 2026-11-01T00:00:00Z --until 2026-11-08T00:00:00Z",
      "  tandem train --target cluster",
      "  tandem train --target cluster --stop",
      "  tandem train --bootstrap-server localhost:9092 --target localhost:8081 --set learner.policy=joint"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private JobOptions job;
  @Mixin private SpanOptions span;

  @Override
  public Integer call() throws IOException, TimeoutException {
    return job.run(spec, JobRole.TRAIN, span.flags());
  }
}
