package dev.tandem.app.command;

import dev.tandem.app.demo.DemoPlan;
import dev.tandem.app.demo.DemoSession;
import dev.tandem.app.demo.RunDirectory;
import dev.tandem.app.run.Logging;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.LiveView;
import dev.tandem.cluster.Interruption;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.posted.PostedFeed;
import dev.tandem.schemas.UsageException;
import dev.tandem.trainer.settings.LearnerOptions;
import dev.tandem.trainer.settings.TrainerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
      "  tandem demo --teach",
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settings;
  @Mixin private FeedRunOptions run;
  @Mixin private DemoBoardOptions board;

  @Option(
      names = "--feed",
      paramLabel = "URI",
      defaultValue = "studio:",
      description = "Where the clips come from. Default: ${DEFAULT-VALUE}.")
  private String feed = "";

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of the feed and of the model. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--policy",
      completionCandidates = Values.Policies.class,
      description =
          "How the modalities share the learning: ${COMPLETION-CANDIDATES}. Default: mlb.")
  private Optional<String> policy = Optional.empty();

  @Option(
      names = "--preset",
      description = "Defaults of the learner's settings: stream, or paper. Default: stream.")
  private Optional<String> preset = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = Values.File.class,
      description = "Write what the run did as JSON.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--keep",
      converter = Values.File.class,
      paramLabel = "DIR",
      description = "Keep Kafka's and Flink's files in DIR, and go on from what is there.")
  private Optional<Path> keep = Optional.empty();

  @Option(
      names = "--parallelism",
      defaultValue = "1",
      converter = Values.Parallelism.class,
      description = "Of Flink's jobs. Default: ${DEFAULT-VALUE}.")
  private int parallelism;

  @Option(
      names = "--port",
      converter = Values.Port.class,
      description = "Loopback port of Kafka. Default: any free one.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--web-port",
      converter = Values.Port.class,
      description = "Loopback port of Flink's web UI. Default: any free one.")
  private Optional<Integer> webPort = Optional.empty();

  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      converter = Values.Span.class,
      defaultValue = "2min",
      description =
          "How long a stage may stand still before the run fails. Default: ${DEFAULT-VALUE}.")
  private Duration deadline = Duration.ZERO;

  @Option(names = "--headless", description = "Plain lines instead of a redrawn view.")
  private boolean headless;

  @Override
  public Integer call() throws IOException {
    boolean verbose = ExecutionErrors.isVerbose(spec.commandLine());
    Path log = RunDirectory.temporaryFile("tandem-demo-", ".log");
    Logging.toFile(log, verbose);
    Interruption interruption = new Interruption();
    boolean kept = true;
    try {
      kept = run(interruption) || verbose;
      return ExitStatus.SUCCESS;
    } catch (RuntimeException e) {
      kept = verbose || ExitStatus.of(e) == ExitStatus.FAILED || Files.size(log) > 0;
      throw e;
    } finally {
      if (kept) {
        spec.commandLine().getErr().println("The log is in " + log);
      } else {
        Files.deleteIfExists(log);
      }
      interruption.finished();
    }
  }

  /** True where the log says what was left out. */
  private boolean run(Interruption interruption) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DemoSession session = new DemoSession(plan(), LiveView.on(out, headless), interruption);
    List<String> violations = session.run();
    if (!violations.isEmpty()) {
      throw new IllegalStateException(String.join("; ", violations));
    }
    return session.hasLeftOut();
  }

  private DemoPlan plan() {
    settings.kafka().keySet().stream()
        .findFirst()
        .ifPresent(
            key -> {
              throw new UsageException(
                  "kafka.%s is not of demo, which runs a broker of its own".formatted(key));
            });
    Settings read = Settings.of(settings.read(flags()));
    refuse(read, TrainerOptions.FROM);
    refuse(read, TrainerOptions.UNTIL);
    return new DemoPlan(
        feed(),
        run.clips(),
        seed,
        read,
        parallelism,
        run.start(),
        keep,
        report,
        board.plan(),
        new DemoPlan.Ports(port(port), port(webPort), board.port()),
        deadline,
        headless);
  }

  private FeedUri feed() {
    boolean given = spec.commandLine().getParseResult().hasMatchedOption("--feed");
    if (board.teach() && given) {
      throw new UsageException(
          "--feed and --teach are both given; with --teach, the clips come from the browser");
    }
    return board.teach() ? PostedFeed.uri() : Feeds.parse(feed);
  }

  private static void refuse(
      Settings settings, dev.tandem.schemas.config.Option<Optional<Instant>> time) {
    settings
        .trainer()
        .get(time)
        .ifPresent(
            set -> {
              throw new UsageException(
                  "%s is %s, but a demo learns from all that it publishes; remove it, or use tandem train"
                      .formatted(time.key(), set));
            });
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    policy.ifPresent(name -> flags.put(LearnerOptions.POLICY.key(), name));
    preset.ifPresent(name -> flags.put(LearnerOptions.PRESET.key(), name));
    flags.put(TrainerOptions.SEED.key(), Long.toString(seed));
    return flags;
  }

  private static OptionalInt port(Optional<Integer> port) {
    return port.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }
}
