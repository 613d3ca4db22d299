package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.supervisor.LocalCluster;
import dev.tandem.cluster.supervisor.LocalCluster.MemberStatus;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.TandemProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code tandem cluster} in a directory, and the jobs and processes that use it. */
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

  /**
   * Submits the job that {@code command} starts, for {@code feed}; its id. Each job has a directory
   * of state.
   */
  String submit(String command, String feed, long seed, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of(command, "--target", "cluster:cluster", "--feed", feed));
    arguments.addAll(List.of("--state", state(command), "--set", "trainer.seed=" + seed));
    arguments.addAll(List.of(more));
    Matcher job = JOB.matcher(tandem(arguments.toArray(String[]::new)));
    assertThat(job.find()).isTrue();
    return job.group(1);
  }

  private static String state(String command) {
    return "state-" + command;
  }

  /** Where the checkpoints of that job are. */
  Path checkpoints(String command) {
    Path state = directory.resolve(state(command));
    return state.resolve(command.equals("train") ? "train/av" : command).resolve("checkpoints");
  }

  /** Starts serving in a process of its own. */
  RunningTandem serve() throws IOException {
    return RunningTandem.start(
        directory, List.of("-Xmx384m"), "serve", "--bootstrap-server", bootstrapServers());
  }

  boolean isReady() {
    return cluster.isReady();
  }

  /** TaskManagers that run and have loaded what they can before a job comes. */
  long warmTaskManagers() {
    return List.of("taskmanager-1", "taskmanager-2").stream().filter(this::isWarm).count();
  }

  /** As its log says since its last start. */
  private boolean isWarm(String taskManager) {
    try {
      String log = Files.readString(logs().resolve(taskManager + ".log"));
      return log.lastIndexOf("PyTorch warm") > log.lastIndexOf("Starting TaskManager (");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code tandem models} with these arguments. */
  void models(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--bootstrap-server", bootstrapServers()));
    tandem(all.toArray(String[]::new));
  }

  private String tandem(String... arguments) throws IOException, InterruptedException {
    TandemProcess process = TandemProcess.run(directory, arguments);
    assertThat(process.status()).as(process.output()).isZero();
    return process.output();
  }

  /** Starts a feed in a process of its own. */
  RunningTandem ingest(String feed, String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("ingest", feed, "--bootstrap-server", bootstrapServers()));
    arguments.addAll(List.of(options));
    return RunningTandem.startFrugal(directory, "256m", arguments.toArray(String[]::new));
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
    long pid = pid(member);
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    return pid;
  }

  long pid(String member) {
    return cluster.status().stream()
        .filter(found -> found.name().equals(member))
        .map(MemberStatus::pid)
        .findFirst()
        .orElseThrow()
        .orElseThrow(() -> new AssertionError(member + " does not run"));
  }

  /** Kills all of it, the supervisor first, and takes what Flink needs to find its jobs again. */
  void loseFlink() throws IOException {
    for (MemberStatus member : cluster.status()) {
      member.pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(this::killAndWait));
    }
    for (String memory : List.of("ha", "zookeeper")) {
      delete(directory.resolve("cluster").resolve(memory));
    }
  }

  private void killAndWait(ProcessHandle process) {
    process.destroyForcibly();
    Patience.until(() -> !process.isAlive());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() {
    cluster.stop();
  }
}
