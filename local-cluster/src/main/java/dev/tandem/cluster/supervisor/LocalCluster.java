package dev.tandem.cluster.supervisor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cluster.ClusterException;
import dev.tandem.cluster.Distribution;
import dev.tandem.cluster.Interruption;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A cluster in a directory, seen from outside: started, asked, stopped. */
public final class LocalCluster {
  /** One does the work, one is there when it dies. */
  public static final int TASK_MANAGERS = 2;

  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration ENDING = Duration.ofMinutes(2);

  private final ClusterFiles files;

  private LocalCluster(ClusterFiles files) {
    this.files = files;
  }

  /** The cluster of {@code directory}, whether it is there yet or not. */
  public static LocalCluster in(Path directory) {
    return new LocalCluster(new ClusterFiles(directory.toAbsolutePath().normalize()));
  }

  /** A process of the cluster; without a process id it does not run. */
  public record MemberStatus(String name, OptionalLong pid) {}

  /**
   * Starts the supervisor, unless it runs, and waits until everything answers.
   *
   * @param brokerPort of the first start; the ports stay for the life of the directory; 0 for any
   * @param webPort the same for Flink's REST interface
   */
  public void start(int brokerPort, int webPort, Duration patience, Distribution distribution) {
    if (!exists()) {
      create(ClusterPorts.choose(brokerPort, webPort));
    }
    if (supervisor().find().isEmpty()) {
      launchSupervisor(distribution);
    }
    Instant deadline = Instant.now().plus(patience);
    while (!isReady()) {
      if (Instant.now().isAfter(deadline)) {
        throw new ClusterException(
            "the cluster in %s is not ready after %d s; running are %s. See %s"
                .formatted(files.directory(), patience.toSeconds(), running(), files.logs()),
            null);
      }
      Supervisor.pause();
    }
  }

  private void create(ClusterPorts ports) {
    try {
      Files.createDirectories(files.directory());
      Files.createDirectories(files.logs());
      ports.write(files.ports());
    } catch (IOException e) {
      throw new UsageException(
          "the cluster's directory %s cannot be written; name one that you may write"
              .formatted(files.directory()));
    }
  }

  /** It outlives this process and its terminal. */
  private void launchSupervisor(Distribution distribution) {
    Member self =
        new Member(
            Member.SUPERVISOR,
            List.of(
                "-Xmx64m",
                "-cp",
                distribution.application(),
                distribution.main(),
                "cluster",
                "supervise",
                files.directory().toString()));
    List<String> command = new ArrayList<>(List.of("nohup"));
    command.addAll(self.command(files.directory()));
    try {
      new ProcessBuilder(command)
          .directory(files.directory().toFile())
          .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
          .redirectErrorStream(true)
          .redirectOutput(Redirect.appendTo(files.output(Member.SUPERVISOR).toFile()))
          .start();
    } catch (IOException e) {
      throw new ClusterException("the cluster's supervisor cannot be started", e);
    }
  }

  /** What the supervisor's process does, until it is told to end. */
  public void supervise(Interruption interruption, Distribution distribution) {
    requireExisting();
    try (FileChannel channel =
            FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new ClusterException(files.directory() + " has a supervisor already", null);
      }
      Members members = new Members(files, ports(), distribution);
      new Supervisor(files, members.prepare(TASK_MANAGERS), Clock.systemUTC()).run(interruption);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + files.lock(), e);
    }
  }

  /** Ends everything; jobs go on when the cluster is started again. */
  public void stop() {
    requireExisting();
    supervisor().find().ifPresent(process -> Supervisor.end(process, supervisor(), ENDING));
    Supervisor.stop(files, memberNames());
  }

  /** The supervisor and the members, in the order of their start. */
  public List<MemberStatus> status() {
    requireExisting();
    List<MemberStatus> status = new ArrayList<>();
    status.add(status(Member.SUPERVISOR));
    memberNames().forEach(name -> status.add(status(name)));
    return status;
  }

  private MemberStatus status(String name) {
    return new MemberStatus(
        name,
        new Mark(files.directory(), name)
            .find()
            .map(process -> OptionalLong.of(process.pid()))
            .orElseGet(OptionalLong::empty));
  }

  /** Names of the processes that run. */
  public List<String> running() {
    return status().stream()
        .filter(member -> member.pid().isPresent())
        .map(MemberStatus::name)
        .toList();
  }

  /** Whether the broker answers and as many TaskManagers as there should be are with Flink. */
  public boolean isReady() {
    return brokerAnswers() && taskManagers().orElse(0) >= TASK_MANAGERS;
  }

  /** What it has of that, and what it still waits for, in words. */
  public String readiness() {
    return "starting the cluster: %d of %d processes run, Kafka at %s %s, Flink at %s has %d of %d TaskManagers"
        .formatted(
            running().size(),
            memberNames().size() + 1,
            bootstrapServers(),
            brokerAnswers() ? "answers" : "does not answer yet",
            webAddress(),
            taskManagers().orElse(0),
            TASK_MANAGERS);
  }

  private boolean brokerAnswers() {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), ports().broker()),
          (int) ANSWER.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** As many as Flink's JobManager knows; empty where it does not answer. */
  public OptionalInt taskManagers() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(webAddress() + "/overview")).timeout(ANSWER).build();
    try {
      String body =
          HttpClient.newBuilder()
              .connectTimeout(ANSWER)
              .build()
              .send(request, BodyHandlers.ofString())
              .body();
      JsonNode overview = new ObjectMapper().readTree(body);
      return OptionalInt.of(overview.path("taskmanagers").asInt());
    } catch (IOException notYet) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while asking Flink for its state", e);
    }
  }

  /** Of Kafka's clients, {@code host:port}. */
  public String bootstrapServers() {
    return ports().bootstrapServers();
  }

  /** Of Flink's REST interface. */
  public InetSocketAddress flink() {
    return InetSocketAddress.createUnresolved("127.0.0.1", ports().web());
  }

  /** Of Flink's pages. */
  public String webAddress() {
    return "http://127.0.0.1:" + ports().web();
  }

  public Path logs() {
    return files.logs();
  }

  private boolean exists() {
    return Files.exists(files.ports());
  }

  private void requireExisting() {
    if (!exists()) {
      throw new UsageException(
          "there is no cluster in %s; start one with: tandem cluster start %s"
              .formatted(files.directory(), files.directory()));
    }
  }

  private ClusterPorts ports() {
    requireExisting();
    return ClusterPorts.read(files.ports());
  }

  private Mark supervisor() {
    return new Mark(files.directory(), Member.SUPERVISOR);
  }

  private static List<String> memberNames() {
    return Members.names(TASK_MANAGERS);
  }
}
