package dev.tandem.app.command;

import dev.tandem.app.Logging;
import dev.tandem.app.UsageException;
import dev.tandem.app.cluster.EmbeddedFlink;
import dev.tandem.app.cluster.FlinkCluster;
import dev.tandem.app.cluster.FlinkJob;
import dev.tandem.app.cluster.FlinkSettings;
import dev.tandem.app.cluster.RemoteFlink;
import dev.tandem.app.run.Interruption;
import dev.tandem.app.run.JobProcess;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.run.ResumePoints;
import dev.tandem.app.settings.AppOptions;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Feeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
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
      names = "--flink",
      paramLabel = "HOST:PORT",
      description =
          "REST address of a Flink cluster that has Tandem's jars. Default: Flink in this process.")
  private Optional<String> flink = Optional.empty();

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

  /**
   * Runs the job that {@code start} starts until Ctrl-C.
   *
   * @param role tells the jobs apart that share a directory
   */
  int run(CommandSpec spec, String role, BiFunction<JobStarter, Optional<Path>, FlinkJob> start)
      throws IOException, TimeoutException {
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    Settings read = settings();
    String bootstrapServers = broker.reachable();
    ResumePoints points = points(role);
    Interruption interruption = new Interruption();
    interruption.listen(PATIENCE);
    try (FlinkCluster cluster = cluster(read)) {
      JobStarter starter = new JobStarter(cluster, bootstrapServers, read, parallelism);
      new JobProcess(role, points, interruption, spec.commandLine().getOut())
          .run(savepoint -> start.apply(starter, savepoint));
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private Settings settings() {
    Settings read = Settings.of(settings.read(Map.of()));
    if (feed.isEmpty()) {
      return read;
    }
    try (Feed described = Feeds.open(FeedUri.parse(feed.get()), 0)) {
      return read.withDefaults(FeedDefaults.of(described.describe()));
    }
  }

  private ResumePoints points(String role) {
    try {
      Files.createDirectories(state);
    } catch (IOException e) {
      throw new UsageException(
          "--state is %s, which cannot be written; name a directory that you may write"
              .formatted(state));
    }
    return new ResumePoints(state.resolve(role + ".properties"), state.resolve("checkpoints"));
  }

  private FlinkCluster cluster(Settings read) {
    FlinkSettings wanted =
        FlinkSettings.in(state.toAbsolutePath(), parallelism)
            .withWebPort(port(webPort))
            .withMetricsPort(port(metricsPort))
            .withCheckpointInterval(read.app().get(AppOptions.CHECKPOINT_INTERVAL));
    return flink
        .map(address -> (FlinkCluster) RemoteFlink.at(HostPort.parse("--flink", address), wanted))
        .orElseGet(() -> EmbeddedFlink.start(wanted));
  }

  private static OptionalInt port(Optional<Integer> port) {
    return port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
