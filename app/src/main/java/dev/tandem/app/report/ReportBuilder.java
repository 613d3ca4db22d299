package dev.tandem.app.report;

import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TandemVersion;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.Swap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Builds the report from what was read from the topics. Only when the consumer saw a version and
 * took it over is on no topic; its swap listener says that, by the wall clock of this process. The
 * moment of a commit is not on a topic either: "commit to served" begins when the consumer, which
 * reads committed records only, saw the version.
 */
public final class ReportBuilder {
  private final RunFacts facts;
  private final RunHistory history;
  private final TrainedSteps steps;
  private final TopicCounts counts;
  private final VersionFates fates;

  /**
   * @param steps all that the training topic holds
   */
  public ReportBuilder(
      RunFacts facts,
      RunHistory history,
      TrainedSteps steps,
      TopicCounts counts,
      VersionFates fates) {
    this.facts = facts;
    this.history = history;
    this.steps = steps;
    this.counts = counts;
    this.fates = fates;
  }

  /**
   * The report as of {@code now}.
   *
   * @param ended by itself
   * @param leftOut of the feed
   */
  public Report build(boolean ended, Instant now, List<Skipped> leftOut) {
    Set<Long> served = fates.served().stream().map(Swap::step).collect(Collectors.toSet());
    TrainingFigures trained = TrainingFigures.of(steps, facts.startedAt(), served);
    return new Report(
        run(ended, now, trained.times()),
        List.copyOf(leftOut),
        clips(history.totals()),
        records(history.totals()),
        training(trained),
        models(trained.times()),
        new Report.Predictions(counts.predictions()),
        new Report.Throughput(trained.times().clipsPerSecond()));
  }

  private Report.Run run(boolean ended, Instant now, StepTimes times) {
    double toFirstStep =
        times.first().map(end -> seconds(facts.startedAt(), end)).orElse(Double.NaN);
    return new Report.Run(
        facts.feed(),
        facts.policy(),
        facts.seed(),
        TandemVersion.current(),
        ended,
        counts.whole(),
        seconds(facts.startedAt(), now),
        toFirstStep);
  }

  private Report.Clips clips(Map<String, Long> totals) {
    return new Report.Clips(
        counts.published(),
        total(totals, "complete"),
        total(totals, "partial"),
        total(totals, "late"),
        total(totals, "deadLettered") + counts.refused(),
        total(totals, "trained"),
        total(totals, "unlabelled"),
        total(totals, "skipped"));
  }

  private static Report.Records records(Map<String, Long> totals) {
    return new Report.Records(
        total(totals, "recordsDuplicate"),
        total(totals, "recordsConflicting"),
        total(totals, "recordsLate"),
        total(totals, "recordsInvalid"));
  }

  private static long total(Map<String, Long> totals, String name) {
    return totals.getOrDefault(name, 0L);
  }

  private Report.Training training(TrainingFigures trained) {
    return new Report.Training(
        trained.steps(),
        trained.all().accuracy(),
        trained.lastTenth().accuracy(),
        trained.all().loss(),
        trained.lastTenth().loss(),
        trained.pace(),
        history.newestVersion().map(ModelManifest::getSha256).orElse(""),
        gainedClasses());
  }

  /** A model begins with its settings' classes and never loses one. */
  private List<String> gainedClasses() {
    return history
        .newestVersion()
        .map(ModelManifest::getClassNames)
        .map(names -> names.subList(Math.min(facts.outputs().size(), names.size()), names.size()))
        .map(List::copyOf)
        .orElse(List.of());
  }

  private Report.Models models(StepTimes times) {
    List<Double> fromStep = new ArrayList<>();
    List<Double> fromCommit = new ArrayList<>();
    for (Swap swap : fates.served()) {
      times
          .end(swap.step())
          .ifPresent(
              end -> {
                fromStep.add(millis(end, swap.swappedAt()));
                fromCommit.add(millis(swap.seenAt(), swap.swappedAt()));
              });
    }
    return new Report.Models(
        history.versions(),
        fates.served().stream().map(swap -> swap.version().version()).toList(),
        fates.superseded().stream().map(ModelKey::version).toList(),
        fates.refused(),
        Percentiles.latency(fromStep),
        Percentiles.latency(fromCommit));
  }

  private static double seconds(Instant from, Instant to) {
    return millis(from, to) / 1000;
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
