package dev.tandem.cluster.supervisor;

import dev.tandem.cluster.BrokerFiles;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The processes of a cluster, in the order of their start, and their configuration. */
final class Members {
  /**
   * What Kafka's consumers fetch at once, 1 MB, fits into half of one, and moves as all else does.
   */
  private static final String REGIONS = "-XX:G1HeapRegionSize=4m";

  /** Of those that compute little: what starts again must not take the processors from the rest. */
  private static final List<String> FRUGAL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final String LOGGING = "log4j2.properties";

  /** Java reads it from a file, because of a long command line a {@link Mark} sees nothing. */
  private static final String CLASS_PATH = "class-path";

  private final ClusterFiles files;
  private final ClusterPorts ports;
  private final Distribution distribution;

  Members(ClusterFiles files, ClusterPorts ports, Distribution distribution) {
    this.files = files;
    this.ports = ports;
    this.distribution = distribution;
  }

  /** Of all of them, in the order of their start. */
  static List<String> names(int taskManagers) {
    List<String> names =
        new ArrayList<>(List.of(Member.ZOOKEEPER, Member.BROKER, Member.JOB_MANAGER));
    for (int number = 1; number <= taskManagers; number++) {
      names.add(Member.TASK_MANAGER + number);
    }
    return names;
  }

  /**
   * Writes their configuration and says how they are started.
   *
   * @param taskManagers one more than the jobs need is a spare, ready when one dies
   */
  List<Member> prepare(int taskManagers) {
    try {
      Files.createDirectories(files.logs());
      List<Member> members = new ArrayList<>();
      members.add(zookeeper());
      members.add(broker());
      members.add(jobManager());
      for (int number = 1; number <= taskManagers; number++) {
        members.add(taskManager(number));
      }
      return members;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the configuration of the cluster", e);
    }
  }

  private Member zookeeper() throws IOException {
    Files.createDirectories(files.zookeeper());
    Path file =
        write(
            Member.ZOOKEEPER,
            "zoo.cfg",
            """
            tickTime=1000
            initLimit=10
            syncLimit=5
            dataDir=%s
            clientPort=%d
            clientPortAddress=127.0.0.1
            admin.enableServer=false
            autopurge.purgeInterval=1
            """
                .formatted(files.zookeeper(), ports.zookeeper()));
    return flink(
        Member.ZOOKEEPER,
        "64m",
        "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer",
        "--zkConfigFile",
        file.toString(),
        "--peerId",
        "1");
  }

  private Member broker() throws IOException {
    Path file =
        BrokerFiles.prepare(
            new BrokerSettings(files.kafka(), OptionalInt.of(ports.broker()), OptionalLong.empty()),
            ports.controller(),
            Files.createDirectories(files.configuration(Member.BROKER))
                .resolve("server.properties"));
    return member(
        Member.BROKER,
        List.of("-Xmx384m"),
        distribution.application(),
        "kafka.Kafka",
        file.toString());
  }

  private Member jobManager() throws IOException {
    Map<String, String> settings = FlinkConf.jobManager(files, ports);
    return flink(
        Member.JOB_MANAGER,
        FlinkConf.JOB_MANAGER_HEAP,
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
        "--configDir",
        flinkDirectory(Member.JOB_MANAGER, settings).toString());
  }

  private Member taskManager(int number) throws IOException {
    String name = Member.TASK_MANAGER + number;
    Map<String, String> settings = FlinkConf.taskManager(files, ports, name);
    return member(
        name,
        List.of(
            "-Xmx" + FlinkConf.TASK_MANAGER_HEAP,
            REGIONS,
            "-Dtandem.warm-up.bootstrap-servers=" + ports.bootstrapServers()),
        distribution.warmClassPath(),
        "dev.tandem.trainer.process.WarmTaskManager",
        "--configDir",
        flinkDirectory(name, settings).toString());
  }

  private Path flinkDirectory(String name, Map<String, String> settings) throws IOException {
    Files.createDirectories(files.temporary(name));
    StringBuilder yaml = new StringBuilder();
    settings.forEach((key, value) -> yaml.append("%s: \"%s\"%n".formatted(key, value)));
    return write(name, "config.yaml", yaml.toString()).getParent();
  }

  private Member flink(String name, String heap, String main, String... arguments)
      throws IOException {
    List<String> flags = new ArrayList<>(FRUGAL);
    flags.add("-Xmx" + heap);
    return member(name, flags, distribution.flinkClassPath(), main, arguments);
  }

  private Member member(
      String name, List<String> flags, String classPath, String main, String... arguments)
      throws IOException {
    Path logging = write(name, LOGGING, ClusterLogging.to(files.log(name)));
    List<String> java = new ArrayList<>(flags);
    java.add("-XX:+ExitOnOutOfMemoryError");
    java.add("-Dlog4j2.configurationFile=" + logging);
    java.add("-Dai.djl.offline=true");
    java.add("-DOPT_OUT_TRACKING=true");
    java.add(
        "@" + write(name, CLASS_PATH, "-cp \"%s\"%n".formatted(classPath.replace("\\", "\\\\"))));
    java.add(main);
    java.addAll(List.of(arguments));
    return new Member(name, java);
  }

  private Path write(String member, String name, String text) throws IOException {
    Path directory = Files.createDirectories(files.configuration(member));
    return Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
  }
}
