package dev.tandem.app.run;

import dev.tandem.cluster.ClusterException;
import dev.tandem.cluster.FlinkCluster;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.cluster.JobTasks;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster that stays, with one job or no answer. */
record TestingCluster(Supplier<String> job) implements FlinkCluster {
  static TestingCluster having(String id) {
    return new TestingCluster(() -> id);
  }

  static TestingCluster silent() {
    return new TestingCluster(
        () -> {
          throw new ClusterException("no answer", null);
        });
  }

  @Override
  public Optional<InetSocketAddress> staysAt() {
    return Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", 8081));
  }

  @Override
  public URI webAddress() {
    return URI.create("http://127.0.0.1:8081");
  }

  @Override
  public Optional<FlinkJob> running(String name) {
    return Optional.of(new Job(job.get(), name));
  }

  @Override
  public StreamExecutionEnvironment environment(int parallelism) {
    throw new UnsupportedOperationException("it takes no jobs");
  }

  @Override
  public FlinkJob submit(
      StreamExecutionEnvironment environment, String name, Optional<Path> savepoint) {
    throw new UnsupportedOperationException("it takes no jobs");
  }

  @Override
  public void close() {}

  private record Job(String id, String name) implements FlinkJob {
    @Override
    public Optional<ClusterException> failure() {
      return Optional.empty();
    }

    @Override
    public JobTasks tasks() {
      return new JobTasks(1, 1, Optional.empty());
    }

    @Override
    public boolean isOver() {
      return false;
    }

    @Override
    public Path stop(Duration deadline) {
      throw new UnsupportedOperationException("it goes on");
    }
  }
}
