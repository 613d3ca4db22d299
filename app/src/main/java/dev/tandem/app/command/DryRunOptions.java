package dev.tandem.app.command;

import dev.tandem.app.demo.Preflight;
import dev.tandem.app.feeds.FeedsFile;
import dev.tandem.app.feeds.FleetDryRun;
import dev.tandem.app.report.DryClips;
import dev.tandem.app.report.DryRunReport;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.run.Logging;
import dev.tandem.app.run.Recording;
import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A feed that is read and told of, and not published. */
final class DryRunOptions {
  @Option(
      names = "--dry-run",
      description =
          "Read the feed and extract features as always, but write nothing to Kafka: says what is in it.")
  private boolean asked;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = Values.File.class,
      description =
          "With --dry-run: write what was found as JSON, file by file. With --feeds: what became of each feed.")
  private Optional<Path> report = Optional.empty();

  /**
   * Throws {@link UsageException} where there is a report of what has none.
   *
   * @param several feeds, whose run has one, too
   */
  boolean isAsked(boolean several) {
    if (!asked && !several && report.isPresent()) {
      throw new UsageException(
          "--report needs --dry-run or --feeds; a run that publishes one feed has none");
    }
    return asked;
  }

  Optional<Path> report() {
    return report;
  }

  /** Every feed of {@code feeds}, one after the other. */
  int run(CommandSpec spec, FeedsFile feeds) throws IOException {
    feeds.feeds().forEach(feed -> requireEnd(feed.uri(), feed.clips(), "its clips"));
    report.ifPresent(Preflight::checkReport);
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut())) {
      FleetDryRun found = FleetDryRun.of(feeds, narrator);
      if (report.isPresent()) {
        ReportFile.write(found, report.get());
      }
      return found.failed().isEmpty() ? ExitStatus.SUCCESS : ExitStatus.FAILED;
    }
  }

  private static void requireEnd(FeedUri uri, OptionalLong clips, String how) {
    if (uri.type().isEndless() && clips.isEmpty()) {
      throw new UsageException(
          "%s goes on without end; say how many clips with %s".formatted(uri, how));
    }
  }

  /** One feed, whose clips may be recorded. */
  int run(CommandSpec spec, FeedUri uri, long seed, FeedRunOptions run, RecordOptions recording)
      throws IOException {
    OptionalLong clips = run.clips();
    requireEnd(uri, clips, "--clips");
    report.ifPresent(Preflight::checkReport);
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut());
        Feed feed = Feeds.open(uri, seed);
        Recording recorded = recording.begin(narrator)) {
      DryRunReport found =
          DryRunReport.of(
              uri.name(),
              feed,
              clips.orElse(Long.MAX_VALUE),
              new DryClips(
                  uri.type().word(),
                  run.start().orElseGet(Instant::now).truncatedTo(ChronoUnit.MILLIS),
                  feed.describe(),
                  recorded.recorder()));
      if (report.isPresent()) {
        ReportFile.write(found, report.get());
      }
      found.lines().forEach(line -> narrator.say("%s", line));
      recorded.finish();
    }
    return ExitStatus.SUCCESS;
  }
}
