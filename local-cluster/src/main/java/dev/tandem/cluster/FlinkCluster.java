package dev.tandem.cluster;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Somewhere to run Flink jobs. */
public interface FlinkCluster extends AutoCloseable {

  /** Where it is reached; jobs of one that stays go on without this process. */
  Optional<InetSocketAddress> staysAt();

  /** Where its pages are. */
  URI webAddress();

  /** An environment to build a job in, with checkpoint and restart settings. */
  StreamExecutionEnvironment environment(int parallelism);

  /** The job of that name that runs already: submitted by a process that has ended since. */
  Optional<FlinkJob> running(String name);

  /**
   * Starts the job that was built in {@code environment}; throws {@link ClusterException} when it
   * cannot start.
   *
   * @param savepoint a savepoint or retained checkpoint to go on from; belongs to the job from then
   *     on
   */
  FlinkJob submit(StreamExecutionEnvironment environment, String name, Optional<Path> savepoint);

  @Override
  void close();
}
