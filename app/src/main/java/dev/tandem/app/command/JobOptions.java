package dev.tandem.app.command;

import dev.tandem.app.run.Beginning;
import dev.tandem.app.run.HeapCheck;
import dev.tandem.app.run.JobFolder;
import dev.tandem.app.run.JobProcess;
import dev.tandem.app.run.JobRole;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.run.Logging;
import dev.tandem.app.run.Occupancy;
import dev.tandem.app.run.PriorClaim;
import dev.tandem.app.run.ResumePoints;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.FlinkCluster;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.cluster.Interruption;
import dev.tandem.cluster.RemoteFlink;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.settings.TrainerOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
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
          "Where checkpoints and savepoints lie, of each job in a folder of its own; the job goes on from where it ended. Default: ${DEFAULT-VALUE}.",
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
          "Go on from this checkpoint or savepoint, or from the newest that --state holds of this job; for a cluster that was lost. Default: where the job's last run ended.")
  private Optional<String> fromCheckpoint = Optional.empty();

  @Option(
      names = "--accept-loss",
      description = {
        "Go on where retention has taken what the job has not read; versions say so in their provenance.",
        "Default: say which records, and start nothing."
      })
  private boolean acceptLoss;

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
    Settings asked = settings(flags);
    Target where = Target.parse(target.orElse(Target.EMBEDDED));
    refuseWhatDoesNotFit(where, role);
    if (where instanceof Target.Embedded && role == JobRole.TRAIN) {
      HeapCheck.require(asked, Runtime.getRuntime().maxMemory());
    }
    JobFolder folder = JobFolder.in(state, role, asked);
    Interruption interruption = new Interruption();
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut());
        Occupancy occupancy = Occupancy.take(folder.path(), "--state", spec.qualifiedName(" "))) {
      narrator.doing("looking for Kafka and for state to go on from");
      KafkaConnection kafka = kafka(where);
      if (!stop) {
        TopicNotes.require(spec, kafka, role.topics(asked));
      }
      ResumePoints points = folder.points();
      Settings read = Beginning.of(asked, points, role.word());
      FlinkSettings flink = flink(folder, read, role);
      Optional<Path> chosen = fromCheckpoint.map(folder::checkpoint);
      if (!stop) {
        folder.check(read);
        claim(points, role, flink).refuse(where.flink(), chosen.isPresent(), role.jobName(read));
      }
      boolean stays = where.flink().isEmpty() || wait || role.until(read).isPresent();
      if (stays) {
        interruption.listen(PATIENCE);
      }
      narrator.doing(where.flink().isPresent() ? "asking Flink for its jobs" : "starting Flink");
      try (FlinkCluster cluster = cluster(where, flink)) {
        narrator.say("Flink's web UI is at %s", cluster.webAddress());
        metricsPort.ifPresent(
            port ->
                narrator.say("metrics for Prometheus are at http://127.0.0.1:%d/metrics", port));
        JobStarter starter =
            new JobStarter(cluster, kafka, read, parallelism).acceptingLoss(acceptLoss);
        JobProcess process = new JobProcess(role, cluster, starter, points, occupancy, narrator);
        if (stop) {
          process.stop();
        } else {
          process.run(
              chosen,
              stays ? Optional.of(interruption) : Optional.empty(),
              () -> {
                folder.remember(read);
                if (where.flink().isPresent()) {
                  occupancy.release(); // another command may stop the job
                }
              });
        }
      }
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private void refuseWhatDoesNotFit(Target where, JobRole role) {
    if (role == JobRole.SERVE && from.isPresent()) {
      throw new UsageException(
          "--from is of train and assemble; serve answers all that was joined");
    }
    if (where.flink().isEmpty() && (stop || wait)) {
      throw new UsageException(
          "--stop and --wait need a cluster; name one with --target. A job in this process is stopped with Ctrl-C");
    }
  }

  private static PriorClaim claim(ResumePoints points, JobRole role, FlinkSettings flink) {
    return new PriorClaim(points, role, address -> remote(address, flink));
  }

  private KafkaConnection kafka(Target where) {
    Map<String, String> more = settings.kafka();
    return where
        .bootstrapServers()
        .map(usual -> broker.reachable(usual, more))
        .orElseGet(() -> broker.reachable(more));
  }

  private Settings settings(Map<String, String> flags) {
    Map<String, String> all = new LinkedHashMap<>(flags);
    from.ifPresent(time -> all.put(TrainerOptions.FROM.key(), time.toString()));
    Settings read = Settings.of(settings.read(all));
    if (feed.isEmpty()) {
      return read;
    }
    try (Feed described = Feeds.open(Feeds.parse(feed.get()), 0)) {
      return read.withDefaults(FeedDefaults.of(described.describe()));
    }
  }

  private FlinkSettings flink(JobFolder folder, Settings read, JobRole role) {
    return FlinkSettings.in(folder.path().toAbsolutePath(), parallelism)
        .withWebPort(port(webPort))
        .withMetricsPort(port(metricsPort))
        .withCheckpointInterval(role.checkpointInterval(read));
  }

  private static FlinkCluster cluster(Target where, FlinkSettings wanted) {
    return where
        .flink()
        .<FlinkCluster>map(address -> remote(address, wanted))
        .orElseGet(() -> EmbeddedFlink.start(wanted));
  }

  private static RemoteFlink remote(InetSocketAddress address, FlinkSettings settings) {
    return RemoteFlink.answering(address, settings, PackagedApplication::distribution);
  }

  private static OptionalInt port(Optional<Integer> port) {
    return port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
