package dev.tandem.app.command;

import dev.tandem.app.Logging;
import dev.tandem.app.demo.Preflight;
import dev.tandem.app.report.DryRunReport;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Feeds;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Path;
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
      description = "With --dry-run: write what was found as JSON, file by file.")
  private Optional<Path> report = Optional.empty();

  /** Throws {@link UsageException} where there is a report without a dry run. */
  boolean isAsked() {
    if (!asked && report.isPresent()) {
      throw new UsageException("--report needs --dry-run; a run that publishes has none");
    }
    return asked;
  }

  int run(CommandSpec spec, FeedUri uri, long seed, OptionalLong clips) throws IOException {
    if (uri.type().isEndless() && clips.isEmpty()) {
      throw new UsageException(
          "%s goes on without end; say how many clips with --clips".formatted(uri));
    }
    report.ifPresent(Preflight::checkReport);
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut());
        Feed feed = Feeds.open(uri, seed)) {
      DryRunReport found = DryRunReport.of(uri.toString(), feed, clips.orElse(Long.MAX_VALUE));
      if (report.isPresent()) {
        ReportFile.write(found, report.get());
      }
      found.lines().forEach(line -> narrator.say("%s", line));
    }
    return ExitStatus.SUCCESS;
  }
}
