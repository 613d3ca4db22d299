package dev.tandem.app.run;

import dev.tandem.cluster.ClusterException;
import dev.tandem.cluster.FlinkCluster;
import dev.tandem.schemas.UsageException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * A job on another Flink cluster that a folder's state was given to: no lock tells of it, because
 * it goes on without the process that has submitted it.
 */
public final class PriorClaim {
  private final ResumePoints points;
  private final JobRole role;
  private final Function<InetSocketAddress, FlinkCluster> connect;

  /**
   * @param connect to a cluster; throws where there is none
   */
  public PriorClaim(
      ResumePoints points, JobRole role, Function<InetSocketAddress, FlinkCluster> connect) {
    this.points = points;
    this.role = role;
    this.connect = connect;
  }

  /**
   * Throws {@link UsageException} where that job runs, or may do so.
   *
   * @param target where the next one is to run; empty for this process
   * @param chosen whether the user has named a checkpoint: for a cluster that was lost
   */
  public void refuse(Optional<InetSocketAddress> target, boolean chosen, String jobName) {
    for (JobRun run : points.runsOf(role.word())) {
      if (run.cluster().isPresent() && !run.cluster().equals(target.map(JobProcess::text))) {
        refuse(run.id(), run.cluster().get(), chosen, jobName);
      }
    }
  }

  private void refuse(String id, String cluster, boolean chosen, String jobName) {
    try (FlinkCluster there = connect.apply(address(cluster))) {
      if (there.running(jobName).filter(job -> job.id().equals(id)).isPresent()) {
        throw new UsageException(
            "this state is in use by job %s, %s, on the Flink cluster at %s; stop it with --target %s --stop, or name another directory with --state"
                .formatted(id, jobName, cluster, cluster));
      }
    } catch (ClusterException noAnswer) {
      if (!chosen) {
        throw new UsageException(
            "this state was given to job %s, %s, on the Flink cluster at %s, which does not answer; start that cluster, or, if it is gone for good, go on with --from-checkpoint latest"
                .formatted(id, jobName, cluster));
      }
    }
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }
}
