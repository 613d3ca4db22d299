package dev.tandem.app.command;

import dev.tandem.app.Logging;
import dev.tandem.app.UsageException;
import dev.tandem.app.demo.DemoPlan;
import dev.tandem.app.demo.DemoSession;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.LiveView;
import dev.tandem.ingest.FeedUri;
import dev.tandem.schemas.config.Durations;
import dev.tandem.trainer.job.TrainerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole system in one process. */
@Command(
    name = "demo",
    description = {
      "Run everything in one process: Kafka, Flink, a live feed, the trainer, the consumer.",
      "Without --clips it runs until Ctrl-C."
    },
    footer = {
      "",
      "Examples:",
      "  tandem demo",
      "  tandem demo --headless --clips 1500 --report r.json",
      "  tandem demo --feed 'studio:?snr=-5&sigma=1.0' --policy joint",
      "  tandem demo --feed file:videos/ --keep run1",
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;

  @Option(
      names = "--feed",
      paramLabel = "URI",
      defaultValue = "studio:",
      description = "Where the clips come from. Default: ${DEFAULT-VALUE}.")
  private String feed = "";

  @Option(names = "--clips", paramLabel = "N", description = "End after so many clips.")
  private Optional<Long> clips = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of the feed and of the model. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--policy", description = "How the modalities share the learning. Default: mlb.")
  private Optional<String> policy = Optional.empty();

  @Option(names = "--report", paramLabel = "FILE", description = "Write what the run did as JSON.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep Kafka's and Flink's files in DIR, and go on from what is there.")
  private Optional<Path> keep = Optional.empty();

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description =
          "Event time of the first clip, such as 2026-11-01T00:00:00Z. Default: 28 days ago, or now for a feed at a multiple of real time.")
  private Optional<String> start = Optional.empty();

  @Option(
      names = "--parallelism",
      defaultValue = "1",
      description = "Of Flink's jobs. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(names = "--port", description = "Loopback port of Kafka. Default: any free one.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--web-port",
      description = "Loopback port of Flink's web UI. Default: any free one.")
  private Optional<Integer> webPort = Optional.empty();

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      defaultValue = "2min",
      description =
          "How long a stage may stand still before the run fails. Default: ${DEFAULT-VALUE}.")
  private String deadline = "";

  @Option(names = "--headless", description = "Plain lines instead of a redrawn view.")
  private boolean headless;

  @Override
  public Integer call() throws IOException {
    boolean verbose = ExecutionErrors.isVerbose(spec.commandLine());
    Path log = Files.createTempFile("tandem-demo-", ".log");
    Logging.toFile(log, verbose);
    int status = ExitStatus.FAILED;
    try {
      run();
      status = ExitStatus.SUCCESS;
      return status;
    } catch (RuntimeException e) {
      status = ExitStatus.of(e);
      throw e;
    } finally {
      if (verbose || status == ExitStatus.FAILED) {
        spec.commandLine().getErr().println("The log is in " + log);
      } else {
        Files.deleteIfExists(log);
      }
    }
  }

  private void run() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> violations = new DemoSession(plan(), LiveView.on(out, headless)).run();
    if (!violations.isEmpty()) {
      throw new IllegalStateException(String.join("; ", violations));
    }
  }

  private DemoPlan plan() {
    return new DemoPlan(
        FeedUri.parse(feed),
        clips
            .map(count -> OptionalLong.of(atLeastOne("--clips", count)))
            .orElse(OptionalLong.empty()),
        seed,
        Settings.of(settings.read(flags())),
        (int) atLeastOne("--parallelism", parallelism),
        start.map(DemoCommand::instant),
        keep,
        report,
        new DemoPlan.Ports(port("--port", port), port("--web-port", webPort)),
        duration(deadline),
        headless);
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    policy.ifPresent(name -> flags.put(TrainerOptions.POLICY.key(), name));
    flags.put(TrainerOptions.SEED.key(), Long.toString(seed));
    return flags;
  }

  private static long atLeastOne(String option, long value) {
    if (value < 1) {
      throw new UsageException("%s is %d; must be at least 1".formatted(option, value));
    }
    return value;
  }

  private static OptionalInt port(String option, Optional<Integer> port) {
    if (port.isEmpty()) {
      return OptionalInt.empty();
    }
    if (port.get() < 1 || port.get() > 65535) {
      throw new UsageException("%s is %d; must be 1 to 65535".formatted(option, port.get()));
    }
    return OptionalInt.of(port.get());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--start is %s; must be a time such as 2026-11-01T00:00:00Z".formatted(text));
    }
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--deadline is %s; must be such as 30s or 2min".formatted(text));
    }
  }
}
