package dev.tandem.app.report;

import dev.tandem.app.TandemVersion;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.Swap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the report from what was read from the topics. Only when the consumer saw a version and
 * took it over is on no topic; its swap listener says that, by the wall clock of this process. The
 * moment of a commit is not on a topic either: "commit to served" begins when the consumer, which
 * reads committed records only, saw the version.
 */
public final class ReportBuilder {
  private final RunFacts facts;
  private final RunHistory history;
  private final TopicCounts counts;
  private final List<Swap> swaps;

  public ReportBuilder(RunFacts facts, RunHistory history, TopicCounts counts, List<Swap> swaps) {
    this.facts = facts;
    this.history = history;
    this.counts = counts;
    this.swaps = List.copyOf(swaps);
  }

  /** The report as of {@code now}. */
  public Report build(Instant now) {
    List<TrainedStep> steps = history.steps();
    return new Report(
        run(steps, now),
        clips(history.totals()),
        records(history.totals()),
        training(steps),
        models(steps),
        new Report.Predictions(counts.predictions()),
        new Report.Throughput(clipsPerSecond(steps)));
  }

  private Report.Run run(List<TrainedStep> steps, Instant now) {
    double toFirstStep =
        steps.stream()
            .map(TrainedStep::writtenAt)
            .filter(at -> at.isAfter(facts.startedAt())) // a resumed run has older ones
            .findFirst()
            .map(at -> seconds(facts.startedAt(), at))
            .orElse(Double.NaN);
    return new Report.Run(
        facts.feed(),
        facts.policy(),
        facts.seed(),
        TandemVersion.current(),
        seconds(facts.startedAt(), now),
        toFirstStep);
  }

  private Report.Clips clips(Map<String, Long> totals) {
    return new Report.Clips(
        counts.published(),
        total(totals, "complete"),
        total(totals, "partial"),
        total(totals, "late"),
        total(totals, "deadLettered"),
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

  private Report.Training training(List<TrainedStep> steps) {
    long trained = steps.stream().mapToLong(TrainedStep::clips).sum();
    long tenth = (trained + 9) / 10;
    return new Report.Training(
        steps.size(),
        HeadAccuracy.of(steps),
        HeadAccuracy.of(history.lastSteps(tenth)),
        steps.stream().map(step -> new Report.PacePoint(step.step(), step.pace())).toList(),
        history.newestVersion().map(ModelManifest::getSha256).orElse(""));
  }

  private Report.Models models(List<TrainedStep> steps) {
    Map<Long, Instant> stepEnds = new HashMap<>();
    steps.forEach(step -> stepEnds.put(step.step(), step.writtenAt()));
    List<Double> fromStep = new ArrayList<>();
    List<Double> fromCommit = new ArrayList<>();
    for (Swap swap : swaps) {
      fromCommit.add(millis(swap.seenAt(), swap.swappedAt()));
      Optional.ofNullable(stepEnds.get(swap.step()))
          .ifPresent(end -> fromStep.add(millis(end, swap.swappedAt())));
    }
    return new Report.Models(
        history.versions().stream().map(ReportBuilder::version).toList(),
        swaps.stream().map(swap -> swap.version().version()).toList(),
        Percentiles.latency(fromStep),
        Percentiles.latency(fromCommit));
  }

  private static Report.Version version(ModelManifest manifest) {
    return new Report.Version(
        manifest.getVersion(), manifest.getStep(), manifest.getSha256(), manifest.getBytes());
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
