package dev.tandem.app.command;

import dev.tandem.app.demo.Preflight;
import dev.tandem.app.feeds.FeedsFile;
import dev.tandem.app.feeds.FleetReport;
import dev.tandem.app.feeds.FleetRun;
import dev.tandem.app.feeds.FleetWatch;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.run.Logging;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.Interruption;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Several feeds in one process. */
final class FeedsOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What each feed has for itself. */
  private static final List<String> OF_ONE =
      List.of("--stream", "--start", "--seed", "--clips", "--first-clip", "--preview");

  @Option(
      names = "--feeds",
      paramLabel = "FILE",
      converter = Values.File.class,
      description =
          "Publish every feed of this YAML file, in one process; one that fails stops no other. See docs/several-feeds.md.")
  private Optional<Path> file = Optional.empty();

  boolean isAsked() {
    return file.isPresent();
  }

  /** Of the file, where no option is there that one feed alone can have. */
  FeedsFile read(CommandSpec spec) {
    if (spec.commandLine().getParseResult().hasMatchedPositional(0)) {
      throw new UsageException("--feeds names all feeds; leave out the one beside it");
    }
    for (String option : OF_ONE) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UsageException(
            "%s is of one feed; with --feeds write it in the file, for each feed"
                .formatted(option));
      }
    }
    return FeedsFile.read(file.orElseThrow());
  }

  int run(
      CommandSpec spec,
      BrokerOptions broker,
      SettingsOptions settings,
      IngestMetricsOptions metrics,
      boolean resume,
      Optional<Path> report)
      throws IOException {
    FeedsFile feeds = read(spec);
    if (resume) {
      requireRepeatable(feeds);
    }
    report.ifPresent(Preflight::checkReport);
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    Settings read = Settings.of(settings.read(Map.of()));
    Interruption interruption = new Interruption();
    FleetWatch watch = new FleetWatch();
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut())) {
      narrator.doing("looking for Kafka");
      KafkaConnection kafka = broker.reachable(settings.kafka());
      interruption.listen(PATIENCE);
      FleetRun run = new FleetRun(feeds, read, kafka, narrator);
      FleetReport found =
          metrics.during(
              watch::status,
              narrator,
              () ->
                  run.run(
                      resume,
                      topics -> TopicNotes.require(spec, kafka, topics),
                      watch::see,
                      interruption));
      if (report.isPresent()) {
        ReportFile.write(found, report.get());
      }
      narrator.say("%s", found.text());
      return found.failed() == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILED;
    } finally {
      interruption.finished();
    }
  }

  private static void requireRepeatable(FeedsFile feeds) {
    List<String> without =
        feeds.feeds().stream()
            .filter(feed -> !feed.isLive() && feed.start().isEmpty())
            .map(FeedPlan::stream)
            .toList();
    if (!without.isEmpty()) {
      throw new UsageException(
          "--resume needs the start of every feed that is not live, as the run had it; %s has none"
              .formatted(String.join(", ", without)));
    }
  }
}
