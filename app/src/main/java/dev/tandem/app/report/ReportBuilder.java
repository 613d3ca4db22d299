package dev.tandem.app.report;

import dev.tandem.ingest.Feed.Skipped;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.TandemVersion;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.Swap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the report from what was read from the topics. Only when the consumer saw a version and
 * took it over is on no topic; its swap listener says that, by the wall clock of this process. The
 * moment of a commit is not on a topic either: "commit to served" begins when the consumer, which
 * reads committed records only, saw the version.
 */
public final class ReportBuilder {
  private final RunFacts facts;
  private final RunHistory history;
  private final List<TrainedStep> steps;
  private final TopicCounts counts;
  private final VersionFates fates;

  /**
   * @param steps all that the training topic holds, in order
   */
  public ReportBuilder(
      RunFacts facts,
      RunHistory history,
      List<TrainedStep> steps,
      TopicCounts counts,
      VersionFates fates) {
    this.facts = facts;
    this.history = history;
    this.steps = List.copyOf(steps);
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
    return new Report(
        run(ended, now),
        List.copyOf(leftOut),
        clips(history.totals()),
        records(history.totals()),
        training(),
        models(),
        new Report.Predictions(counts.predictions()),
        new Report.Throughput(clipsPerSecond(ofThisRun())));
  }

  /** Without those of earlier runs on the same topics. */
  private List<TrainedStep> ofThisRun() {
    return steps.stream().filter(step -> step.writtenAt().isAfter(facts.startedAt())).toList();
  }

  private Report.Run run(boolean ended, Instant now) {
    double toFirstStep =
        ofThisRun().stream()
            .findFirst()
            .map(step -> seconds(facts.startedAt(), step.writtenAt()))
            .orElse(Double.NaN);
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

  private Report.Training training() {
    long trained = steps.stream().mapToLong(TrainedStep::clips).sum();
    long tenth = (trained + 9) / 10;
    List<TrainedStep> lastTenth = last(tenth);
    return new Report.Training(
        steps.size(),
        HeadMeans.accuracy(steps),
        HeadMeans.accuracy(lastTenth),
        HeadMeans.loss(steps),
        HeadMeans.loss(lastTenth),
        steps.stream().map(step -> new Report.PacePoint(step.step(), step.pace())).toList(),
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

  private Report.Models models() {
    Map<Long, Instant> stepEnds = new HashMap<>();
    ofThisRun().forEach(step -> stepEnds.put(step.step(), step.writtenAt()));
    List<Double> fromStep = new ArrayList<>();
    List<Double> fromCommit = new ArrayList<>();
    for (Swap swap : fates.served()) {
      Instant end = stepEnds.get(swap.step());
      if (end != null) {
        fromStep.add(millis(end, swap.swappedAt()));
        fromCommit.add(millis(swap.seenAt(), swap.swappedAt()));
      }
    }
    return new Report.Models(
        history.versions(),
        fates.served().stream().map(swap -> swap.version().version()).toList(),
        fates.superseded().stream().map(ModelKey::version).toList(),
        fates.refused(),
        Percentiles.latency(fromStep),
        Percentiles.latency(fromCommit));
  }

  /** The fewest last steps with at least {@code clips}. */
  private List<TrainedStep> last(long clips) {
    int from = steps.size();
    for (long held = 0; held < clips; held += steps.get(from).clips()) {
      from--;
    }
    return steps.subList(from, steps.size());
  }

  private static double clipsPerSecond(List<TrainedStep> steps) {
    if (steps.size() < 2) {
      return Double.NaN;
    }
    List<TrainedStep> timed = steps.subList(1, steps.size()); // the clock starts at the first
    long clips = timed.stream().mapToLong(TrainedStep::clips).sum();
    Instant first = steps.get(0).writtenAt();
    Instant last = timed.get(timed.size() - 1).writtenAt();
    return clips / Math.max(seconds(first, last), 0.001);
  }

  private static double seconds(Instant from, Instant to) {
    return millis(from, to) / 1000;
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
