package dev.tandem.app.bench;

import dev.tandem.cluster.FlinkCluster;
import dev.tandem.cluster.FlinkJob;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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
  private long stateBytes;

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
    stateBytes = bytes(stop(job));
    return meter.figure().orElseThrow();
  }

  /** What the savepoint takes that the latest round ended with: the job's whole state. */
  long stateBytes() {
    return stateBytes;
  }

  private static boolean isDone(Meter meter, FlinkJob job) {
    job.failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
    return meter.figure().isPresent();
  }

  private static Path stop(FlinkJob job) {
    try {
      return job.stop(STOPPING);
    } catch (TimeoutException e) {
      throw new IllegalStateException(job.name() + " does not stop", e);
    }
  }

  private static long bytes(Path savepoint) {
    try (Stream<Path> files = Files.list(savepoint)) {
      return files.map(Path::toFile).mapToLong(File::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot weigh the savepoint " + savepoint, e);
    }
  }
}
