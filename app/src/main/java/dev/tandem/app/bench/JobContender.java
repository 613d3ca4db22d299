package dev.tandem.app.bench;

import dev.tandem.cluster.FlinkCluster;
import dev.tandem.cluster.FlinkJob;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink job that counts what it has done with a {@link Meter}. */
final class JobContender implements Contender {
  private static final Duration STOPPING = Duration.ofMinutes(1);

  /** Builds the job; {@code run} names its meter, and what else must be its own. */
  interface Build {
    void into(StreamExecutionEnvironment environment, String run);
  }

  private final String name;
  private final FlinkCluster flink;
  private final long records;
  private final Build build;

  JobContender(String name, FlinkCluster flink, long records, Build build) {
    this.name = name;
    this.flink = flink;
    this.records = records;
    this.build = build;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Figure run(int round) {
    String run = "bench-" + name + "-" + round;
    Meter meter = Meter.create(run, records);
    StreamExecutionEnvironment environment = flink.environment(1);
    build.into(environment, run);
    FlinkJob job = flink.submit(environment, run, Optional.empty());
    Waiting.until(() -> isDone(meter, job));
    stop(job);
    return meter.figure().orElseThrow();
  }

  private static boolean isDone(Meter meter, FlinkJob job) {
    job.failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    return meter.figure().isPresent();
  }

  private static void stop(FlinkJob job) {
    try {
      job.stop(STOPPING);
    } catch (TimeoutException e) {
      throw new IllegalStateException(job.name() + " does not stop", e);
    }
  }
}
