package dev.tandem.app.command;

import dev.tandem.app.demo.Preflight;
import dev.tandem.app.feeds.FeedsFile;
import dev.tandem.app.feeds.FleetReport;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.run.Logging;
import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Several feeds in one process. */
final class FeedsOptions {
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
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut())) {
      FleetReport found =
          new FeedsPublication(spec, broker, settings, metrics)
              .run(feeds, FeedPlan::open, resume, narrator);
      if (report.isPresent()) {
        ReportFile.write(found, report.get());
      }
      narrator.say("%s", found.text());
      return found.failed() == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILED;
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
