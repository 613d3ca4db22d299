package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.supervisor.LocalCluster;
import dev.tandem.app.supervisor.LocalCluster.MemberStatus;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.TandemProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tandem cluster} in a directory, with a train job on it. */
final class TandemCluster implements AutoCloseable {
  private static final Pattern JOB = Pattern.compile("as job ([0-9a-f]{32})");

  private final Path directory;
  private final LocalCluster cluster;

  private TandemCluster(Path directory) {
    this.directory = directory;
    this.cluster = LocalCluster.in(directory.resolve("cluster"));
  }

  /** Returns when it is ready and has its topics. */
  static TandemCluster start(Path directory) throws IOException, InterruptedException {
    TandemCluster started = new TandemCluster(directory);
    try {
      started.startAgain();
      started.tandem("topics", "create", "--bootstrap-server", started.bootstrapServers());
      return started;
    } catch (RuntimeException | IOException | InterruptedException | AssertionError e) {
      started.close();
      throw e;
    }
  }

  /** Starts what of it does not run. */
  void startAgain() throws IOException, InterruptedException {
    tandem("cluster", "start", "cluster", "--broker-port", "0", "--web-port", "0");
  }

  /** Submits a train job for {@code feed}; its id. */
  String train(String feed, long seed) throws IOException, InterruptedException {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("train", "--target", "cluster:cluster", "--state", "state", "--feed", feed));
    arguments.addAll(List.of("--set", "trainer.seed=" + seed));
    Matcher job = JOB.matcher(tandem(arguments.toArray(String[]::new)));
    assertThat(job.find()).isTrue();
    return job.group(1);
  }

  private String tandem(String... arguments) throws IOException, InterruptedException {
    TandemProcess process = TandemProcess.run(directory, arguments);
    assertThat(process.status()).as(process.output()).isZero();
    return process.output();
  }

  /** Starts a feed in a process of its own. */
  RunningTandem ingest(String feed, String... options) throws IOException {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("ingest", feed, "--bootstrap-server", bootstrapServers()));
    arguments.addAll(List.of(options));
    return RunningTandem.start(directory, List.of("-Xmx256m"), arguments.toArray(String[]::new));
  }

  String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  String flink() {
    return cluster.webAddress();
  }

  Path logs() {
    return cluster.logs();
  }

  /** Kills a process of it with signal 9; its id. */
  long kill(String member) {
    long pid =
        cluster.status().stream()
            .filter(found -> found.name().equals(member))
            .map(MemberStatus::pid)
            .findFirst()
            .orElseThrow()
            .orElseThrow(() -> new AssertionError(member + " does not run"));
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return pid;
  }

  @Override
  public void close() {
    cluster.stop();
  }
}
