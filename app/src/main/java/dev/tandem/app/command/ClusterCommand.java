package dev.tandem.app.command;

import dev.tandem.app.run.Logging;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.Interruption;
import dev.tandem.cluster.supervisor.ClusterStatus;
import dev.tandem.cluster.supervisor.LocalCluster;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A cluster of processes on this machine. */
@Command(
    name = "cluster",
    description = {
      "Run a Kafka broker and a Flink cluster on this machine, each process on its own.",
      "What dies is started again; jobs go on by themselves, also after stop and start."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  tandem cluster start",
      "  tandem train --target cluster",
      "  tandem cluster status",
      "  tandem cluster stop"
    })
final class ClusterCommand implements Runnable {
  static final String DIRECTORY = "tandem-cluster";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw UsageErrors.noCommand(spec);
  }

  /** Where the cluster is. */
  static final class ClusterOptions {
    @Parameters(
        paramLabel = "DIR",
        arity = "0..1",
        converter = Values.File.class,
        defaultValue = DIRECTORY,
        description = "Of the cluster's data, settings and logs. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of(DIRECTORY);

    LocalCluster cluster() {
      return LocalCluster.in(directory);
    }
  }

  @Command(
      name = "start",
      description = "Start the cluster and wait until it is ready. It stays when this ends.",
      footer = {
        "",
        "Examples:",
        "  tandem cluster start",
        "  tandem cluster start /var/lib/tandem --broker-port 9093 --web-port 0"
      })
  void start(
      @Mixin ClusterOptions options,
      @Option(
              names = "--broker-port",
              paramLabel = "PORT",
              converter = Values.PortOrAny.class,
              defaultValue = "9092",
              description =
                  "Of Kafka, at the first start in DIR; 0 for any. Default: ${DEFAULT-VALUE}.")
          int brokerPort,
      @Option(
              names = "--web-port",
              paramLabel = "PORT",
              converter = Values.PortOrAny.class,
              defaultValue = "8081",
              description =
                  "Of Flink's REST interface and pages, at the first start in DIR; 0 for any. Default: ${DEFAULT-VALUE}.")
          int webPort) {
    LocalCluster cluster = options.cluster();
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut())) {
      narrator.doing(cluster::readiness);
      cluster.start(brokerPort, webPort, PATIENCE, PackagedApplication.distribution());
    }
    say("Kafka  %s", cluster.bootstrapServers());
    say("Flink  %s", cluster.webAddress());
    say("logs   %s", cluster.logs());
  }

  @Command(
      name = "stop",
      description = "End the cluster's processes. Its jobs go on when it is started again.",
      footer = {"", "Example:", "  tandem cluster stop"})
  void stop(@Mixin ClusterOptions options) {
    LocalCluster cluster = options.cluster();
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut())) {
      narrator.doing(() -> "ending " + String.join(", ", cluster.running()));
      cluster.stop();
    }
    say("stopped");
  }

  @Command(
      name = "status",
      description = "Show what runs. Exit status 1 where the cluster is not ready.",
      footer = {"", "Example:", "  tandem cluster status"})
  int status(@Mixin ClusterOptions options, @Mixin ListingOptions listing) {
    ClusterStatus status = ClusterStatus.of(options.cluster());
    listing.print(spec, () -> status, status::lines);
    return status.ready() ? ExitStatus.SUCCESS : ExitStatus.FAILED;
  }

  @Command(
      name = "supervise",
      hidden = true,
      description = "Keep the cluster's processes alive; what start runs.",
      footer = {"", "Example:", "  tandem cluster supervise"})
  void supervise(@Mixin ClusterOptions options) {
    Logging.toConsole(true);
    Interruption interruption = new Interruption();
    interruption.listen(PATIENCE);
    try {
      options.cluster().supervise(interruption, PackagedApplication.distribution());
    } finally {
      interruption.finished();
    }
  }

  private void say(String format, Object... values) {
    spec.commandLine().getOut().printf(format + "%n", values);
    spec.commandLine().getOut().flush();
  }
}
