package dev.tandem.app.report;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the steps of a model come to. They are gone through twice, because what the last tenth is
 * only their number says; held are sums and a bounded curve.
 */
final class TrainingFigures {
  /** Points of the curve; more than a page shows side by side. */
  static final int POINTS = 10_000;

  private final HeadSums all = new HeadSums();
  private final HeadSums lastTenth = new HeadSums();
  private final PaceCurve pace = new PaceCurve(POINTS);
  private final StepTimes times;
  private long steps;
  private long clips;

  private TrainingFigures(StepTimes times) {
    this.times = times;
  }

  /**
   * Of {@code steps}.
   *
   * @param startedAt start of the process
   * @param served steps of which the end is wanted
   */
  static TrainingFigures of(TrainedSteps steps, Instant startedAt, Set<Long> served) {
    TrainingFigures figures = new TrainingFigures(new StepTimes(startedAt, served));
    steps.each(figures::add);
    figures.addLastTenth(steps);
    return figures;
  }

  private void add(TrainedStep step) {
    steps++;
    clips += step.clips();
    all.add(step);
    pace.add(step);
    times.add(step);
  }

  /** The fewest last steps with at least a tenth of the clips. */
  private void addLastTenth(TrainedSteps again) {
    long tenth = (clips + 9) / 10;
    long[] left = {clips};
    again.each(
        step -> {
          left[0] -= step.clips();
          if (left[0] < tenth) {
            lastTenth.add(step);
          }
        });
  }

  long steps() {
    return steps;
  }

  HeadSums all() {
    return all;
  }

  HeadSums lastTenth() {
    return lastTenth;
  }

  List<Report.PacePoint> pace() {
    return pace.points();
  }

  StepTimes times() {
    return times;
  }
}
