package dev.tandem.app.command;

import dev.tandem.app.Logging;
import dev.tandem.app.UsageException;
import dev.tandem.app.cluster.EmbeddedFlink;
import dev.tandem.app.cluster.FlinkCluster;
import dev.tandem.app.cluster.FlinkSettings;
import dev.tandem.app.cluster.RemoteFlink;
import dev.tandem.app.run.Beginning;
import dev.tandem.app.run.FixedSettings;
import dev.tandem.app.run.HeapCheck;
import dev.tandem.app.run.Interruption;
import dev.tandem.app.run.JobProcess;
import dev.tandem.app.run.JobRole;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.run.ResumePoints;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Feeds;
import dev.tandem.trainer.job.TrainerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How and where a Flink job runs; the same for both jobs. */
final class JobOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  @Mixin private BrokerOptions broker;
  @Mixin private SettingsOptions settings;

  @Option(
      names = "--feed",
      paramLabel = "URI",
      description =
          "Take modalities, shapes and classes from what this feed says of itself. Default: those of studio:.")
  private Optional<String> feed = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = Values.Time.class,
      description = {
        "Clip time of the first clips that count; what is earlier in the log is excluded. Default: all of the log.",
        "Chosen with the first start of --state, which keeps it."
      })
  private Optional<Instant> from = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      converter = Values.File.class,
      description =
          "Where checkpoints and savepoints lie; the job goes on from the newest. Default: ${DEFAULT-VALUE}.",
      defaultValue = "tandem-state")
  private Path state = Path.of("tandem-state");

  @Option(
      names = "--parallelism",
      defaultValue = "1",
      converter = Values.Parallelism.class,
      description = "Of everything but the trainer. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--target",
      paramLabel = "WHERE",
      description = {
        "Where the job runs: embedded or flink, in this process; cluster or cluster:DIR, that of tandem cluster; HOST:PORT, the REST address of a Flink cluster with PyTorch's jars in its lib folder.",
        "On a cluster the job stays when this ends. Default: embedded; of serve, no Flink job at all."
      })
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--wait",
      description =
          "With a cluster: watch the job until it fails; Ctrl-C stops it with a savepoint.")
  private boolean wait;

  @Option(names = "--stop", description = "With a cluster: stop the job with a savepoint.")
  private boolean stop;

  @Option(
      names = "--from-checkpoint",
      paramLabel = "PATH|latest",
      description =
          "Go on from this checkpoint or savepoint, or from the newest that --state holds, whatever job it is of; for a cluster that was lost. Default: where the last run of --state ended.")
  private Optional<String> fromCheckpoint = Optional.empty();

  @Option(
      names = "--web-port",
      converter = Values.Port.class,
      description = "Loopback port of Flink's web UI. Default: any free one.")
  private Optional<Integer> webPort = Optional.empty();

  @Option(
      names = "--metrics-port",
      converter = Values.Port.class,
      description = "Port where Prometheus finds Flink's metrics. Default: none.")
  private Optional<Integer> metricsPort = Optional.empty();

  /** Whether the user has asked for a Flink job, by saying where or how it is to run. */
  boolean isAsked() {
    return target.isPresent() || stop || wait || fromCheckpoint.isPresent();
  }

  BrokerOptions broker() {
    return broker;
  }

  SettingsOptions settings() {
    return settings;
  }

  /**
   * Runs the job in this process until Ctrl-C, or submits it to a cluster.
   *
   * @param flags settings that the command has flags for; they win
   */
  int run(CommandSpec spec, JobRole role, Map<String, String> flags)
      throws IOException, TimeoutException {
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    ResumePoints points = points(role);
    Settings read = Beginning.of(settings(flags), points, role.word());
    Target where = Target.parse(target.orElse(Target.EMBEDDED));
    boolean embedded = where instanceof Target.Embedded;
    if (role == JobRole.SERVE && from.isPresent()) {
      throw new UsageException(
          "--from is of train and assemble; serve answers all that was joined");
    }
    if (embedded && (stop || wait)) {
      throw new UsageException(
          "--stop and --wait need a cluster; name one with --target. A job in this process is stopped with Ctrl-C");
    }
    if (embedded && role == JobRole.TRAIN) {
      HeapCheck.require(read, Runtime.getRuntime().maxMemory());
    }
    String bootstrapServers = bootstrapServers(where);
    boolean stays = embedded || wait || role.until(read).isPresent();
    Interruption interruption = new Interruption();
    if (stays) {
      interruption.listen(PATIENCE);
    }
    try (FlinkCluster cluster = cluster(where, read, role)) {
      JobStarter starter = new JobStarter(cluster, bootstrapServers, read, parallelism);
      JobProcess process =
          new JobProcess(role, cluster, starter, points, spec.commandLine().getOut());
      if (stop) {
        process.stop();
      } else {
        Path begun = state.resolve(role.word() + ".settings.properties");
        FixedSettings.check(begun, read, role.fixed());
        process.run(
            fromCheckpoint.map(this::checkpoint),
            stays ? Optional.of(interruption) : Optional.empty(),
            () -> FixedSettings.remember(begun, read, role.fixed()));
      }
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private String bootstrapServers(Target where) {
    return where instanceof Target.Remote remote && remote.bootstrapServers().isPresent()
        ? broker.reachable(remote.bootstrapServers().get())
        : broker.reachable();
  }

  private Path checkpoint(String named) {
    if (named.equals("latest")) {
      return ResumePoints.newest(state.resolve("checkpoints"), state.resolve("savepoints"))
          .orElseThrow(
              () ->
                  new UsageException(
                      "--from-checkpoint is latest, but %s holds no complete checkpoint or savepoint"
                          .formatted(state)));
    }
    Path path = Path.of(named);
    if (!Files.exists(path.resolve("_metadata"))) {
      throw new UsageException(
          "--from-checkpoint is %s, which is not a complete checkpoint or savepoint: it has no file _metadata"
              .formatted(named));
    }
    return path.toAbsolutePath();
  }

  private Settings settings(Map<String, String> flags) {
    Map<String, String> all = new LinkedHashMap<>(flags);
    from.ifPresent(time -> all.put(TrainerOptions.FROM.key(), time.toString()));
    Settings read = Settings.of(settings.read(all));
    if (feed.isEmpty()) {
      return read;
    }
    try (Feed described = Feeds.open(FeedUri.parse(feed.get()), 0)) {
      return read.withDefaults(FeedDefaults.of(described.describe()));
    }
  }

  private ResumePoints points(JobRole role) {
    try {
      Files.createDirectories(state);
    } catch (IOException e) {
      throw new UsageException(
          "--state is %s, which cannot be written; name a directory that you may write"
              .formatted(state));
    }
    return new ResumePoints(
        state.resolve(role.word() + ".properties"), state.resolve("checkpoints"));
  }

  private FlinkCluster cluster(Target where, Settings read, JobRole role) {
    FlinkSettings wanted =
        FlinkSettings.in(state.toAbsolutePath(), parallelism)
            .withWebPort(port(webPort))
            .withMetricsPort(port(metricsPort))
            .withCheckpointInterval(role.checkpointInterval(read));
    return where instanceof Target.Remote remote
        ? RemoteFlink.at(remote.flink(), wanted)
        : EmbeddedFlink.start(wanted);
  }

  private static OptionalInt port(Optional<Integer> port) {
    return port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
