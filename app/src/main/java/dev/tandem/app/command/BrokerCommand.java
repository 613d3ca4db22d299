package dev.tandem.app.command;

import dev.tandem.app.run.Logging;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.Interruption;
import dev.tandem.cluster.LoopbackPort;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A Kafka broker alone. */
@Command(
    name = "broker",
    description = {
      "Run a Kafka broker on this machine, for trying the other commands.",
      "Runs until Ctrl-C; what is in DIR is there again at the next start. Its topics are made with tandem topics create."
    },
    footer = {
      "",
      "Examples:",
      "  tandem broker",
      "  tandem broker /var/lib/tandem-broker --port 29092"
    })
final class BrokerCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      converter = Values.File.class,
      defaultValue = "tandem-broker",
      description = "Of the broker's data and log. Default: ${DEFAULT-VALUE}.")
  private Path directory = Path.of("tandem-broker");

  @Option(
      names = "--port",
      converter = Values.Port.class,
      defaultValue = "9092",
      description = "Loopback port that it answers at. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Override
  public Integer call() {
    if (!LoopbackPort.isFree(port)) {
      throw new UsageException(
          "--port is %d, which another process uses; name another, and it to the other commands with --bootstrap-server"
              .formatted(port));
    }
    Path log = created().resolve("broker.log");
    Logging.toFile(log, ExecutionErrors.isVerbose(spec.commandLine()));
    Interruption interruption = new Interruption();
    interruption.listen(PATIENCE);
    BrokerSettings settings =
        new BrokerSettings(
            directory.toAbsolutePath().resolve("data"), OptionalInt.of(port), OptionalLong.empty());
    try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
      say("Kafka  %s", kafka.bootstrapServers());
      say("data   %s", settings.directory());
      say("log    %s", log.toAbsolutePath());
      while (!interruption.awaitRequest(POLL)) {
        kafka.check();
      }
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private Path created() {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UsageException(
          "the broker's directory %s cannot be written; name one that you may write"
              .formatted(directory));
    }
  }

  private void say(String format, Object value) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(format + "%n", value);
    out.flush();
  }
}
