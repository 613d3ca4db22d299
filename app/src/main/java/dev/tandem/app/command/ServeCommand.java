package dev.tandem.app.command;

import dev.tandem.app.run.JobRole;
import dev.tandem.app.run.Logging;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.app.run.ServingUnit;
import dev.tandem.app.run.TopicGuard;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.Interruption;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.serving.ServingSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The inference consumer. */
@Command(
    name = "serve",
    description = {
      "Answer every joined clip with the newest model version, which is taken over without a restart.",
      "Runs until Ctrl-C. Several may share the work, each with its own serving.instance.",
      "With --target it is a Flink job, whose answers are seen with its checkpoints; it takes what tandem assemble takes, such as --state and --stop."
    },
    footer = {
      "",
      "Examples:",
      "  tandem serve --bootstrap-server localhost:9092",
      "  tandem serve --bootstrap-server localhost:9092 --set serving.instance=2 --set serving.http=off",
      "  tandem serve --target cluster"
    })
final class ServeCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> OF_SERVE =
      List.of("--bootstrap-server", "--config", "--set", "--target");
  private static final List<String> OF_A_JOB =
      List.of("--state", "--parallelism", "--feed", "--from", "--web-port", "--metrics-port");

  @Spec private CommandSpec spec;
  @Mixin private JobOptions job;

  /** They mean nothing without {@code --target}, and the help of assemble has them. */
  static void hideOptionsOfAJob(CommandSpec serve) {
    List.copyOf(serve.options()).stream()
        .filter(option -> !OF_SERVE.contains(option.longestName()))
        .forEach(
            option -> {
              serve.remove(option);
              serve.addOption(OptionSpec.builder(option).hidden(true).build());
            });
  }

  @Override
  public Integer call() throws IOException, TimeoutException {
    if (job.isAsked()) {
      return job.run(spec, JobRole.SERVE, Map.of());
    }
    OF_A_JOB.stream()
        .filter(spec.commandLine().getParseResult()::hasMatchedOption)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(option + " is of a Flink job; name one with --target");
            });
    return consume();
  }

  private int consume() {
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    Settings read = Settings.of(job.settings().read(Map.of()));
    KafkaConnection kafka = job.broker().reachable(job.settings().kafka());
    TopicNotes.require(spec, kafka, NeededTopics.serve(read));
    Interruption interruption = new Interruption();
    interruption.listen(PATIENCE);
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut())) {
      narrator.doing("starting PyTorch and looking for model " + ServingUnit.model(read));
      try (TopicGuard guard = TopicGuard.watch(kafka, NeededTopics.serve(read));
          ServingUnit serving = ServingUnit.startReachable(read, kafka)) {
        watch(serving, guard, read, interruption, narrator);
        narrator.doing("ending");
      }
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private static void watch(
      ServingUnit serving,
      TopicGuard guard,
      Settings read,
      Interruption interruption,
      Narrator narrator) {
    Optional<ModelKey> said = Optional.empty();
    serving
        .port()
        .ifPresent(
            port ->
                narrator.say(
                    "HTTP at http://%s:%d (/v1/predict, /v1/media, /v1/model, /ready, /health, /metrics, /openapi.json)",
                    host(read), port));
    narrator.doing(() -> status(serving, read));
    while (!interruption.awaitRequest(POLL)) {
      guard.check();
      serving.check();
      if (!serving.version().equals(said)) {
        said = serving.version();
        said.ifPresent(version -> narrator.say(line(version, serving)));
      }
    }
  }

  private static String host(Settings read) {
    return ServingSettings.of(read.serving())
        .http()
        .address()
        .map(InetSocketAddress::getHostString)
        .orElse("");
  }

  private static String status(ServingUnit serving, Settings read) {
    return serving
        .version()
        .map(version -> line(version, serving))
        .orElseGet(
            () ->
                "waiting for a version of model %s on %s. Does tandem train run?"
                    .formatted(ServingUnit.model(read), read.topics().models()));
  }

  private static String line(ModelKey version, ServingUnit serving) {
    return "%s is live; %d clips answered".formatted(version, serving.predictions());
  }
}
