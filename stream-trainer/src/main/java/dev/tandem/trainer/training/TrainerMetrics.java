package dev.tandem.trainer.training;

import dev.tandem.learner.StepReport;
import dev.tandem.learner.spec.Heads;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.Reading;
import dev.tandem.stream.metrics.StreamCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;

/** What a model did, as metrics of its operator. */
final class TrainerMetrics {
  private final StreamCounters<TrainingOutcome> outcomes;
  private final Counter republished;
  private final StreamCounters<SkipReason> skips;
  private final StreamCounters<Tally> unused;
  private final Reading step;
  private final Histogram stepTime;
  private final Map<String, Reading> losses;
  private final Map<String, Reading> predictionLosses;
  private final Map<String, Counter> scored;
  private final Map<String, Counter> correct;
  private final Map<String, Reading> scores;
  private final Map<String, Reading> paces;
  private final Map<String, Reading> dead;
  private final Map<String, Counter> drifts;
  private final Counter skipped;
  private final Reading halted;

  TrainerMetrics(Metrics metrics, List<String> modalities) {
    List<String> heads = new ArrayList<>(modalities);
    heads.add(Heads.FUSED);
    outcomes = TrainingOutcome.counters(metrics);
    republished = metrics.counter(JobMetric.REPUBLISHED_VERSIONS);
    skips = SkipReason.counters(metrics);
    unused = Tally.counters(metrics);
    step = metrics.reading(JobMetric.STEP);
    stepTime = metrics.histogram(JobMetric.STEP_TIME);
    losses = each(heads, head -> metrics.reading(JobMetric.LOSS, head));
    predictionLosses = each(heads, head -> metrics.reading(JobMetric.PREDICTION_LOSS, head));
    scored = each(heads, head -> metrics.counter(JobMetric.SCORED_PREDICTIONS, head));
    correct = each(heads, head -> metrics.counter(JobMetric.CORRECT_PREDICTIONS, head));
    scores = each(modalities, modality -> metrics.reading(JobMetric.SCORE, modality));
    paces = each(modalities, modality -> metrics.reading(JobMetric.PACE, modality));
    dead = each(modalities, modality -> metrics.reading(JobMetric.DEAD_MODALITY, modality));
    drifts = each(heads, head -> metrics.counter(JobMetric.DRIFTS, head));
    skipped = metrics.counter(JobMetric.SKIPPED_BATCHES);
    halted = metrics.reading(JobMetric.HALTED);
  }

  private static <T> Map<String, T> each(List<String> names, Function<String, T> maker) {
    TreeMap<String, T> made = new TreeMap<>();
    names.forEach(name -> made.put(name, maker.apply(name)));
    return made;
  }

  void ended(TrainingOutcome outcome, String stream) {
    outcomes.count(outcome, stream);
  }

  void republished() {
    republished.inc();
  }

  void skipped(SkipReason reason, String stream) {
    skips.count(reason, stream);
  }

  void refused(Tally tally, String stream) {
    unused.count(tally, stream);
  }

  void stepped(StepReport report, SortedMap<String, HeadTally> heads, double millis) {
    step.set((double) report.step());
    skipped.inc(report.trained() ? 0 : 1);
    halted.set(report.outcome() == StepReport.Outcome.HALTED ? 1 : 0);
    report.drifted().forEach(head -> drifts.get(head).inc());
    stepTime.update(Math.round(1e6 * millis));
    report.losses().forEach((head, loss) -> losses.get(head).set(loss));
    heads.forEach(
        (head, tally) -> {
          predictionLosses.get(head).set(tally.meanLoss());
          scored.get(head).inc(tally.scored());
          correct.get(head).inc(tally.correct());
        });
    report
        .modalities()
        .forEach(
            (modality, measured) -> {
              scores.get(modality).set(measured.score());
              paces.get(modality).set(measured.pace());
              dead.get(modality).set(measured.dead() ? 1 : 0);
            });
  }
}
