package dev.tandem.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The paces of a run: of every step, or, where there are more of them than can be held, of every
 * second, fourth and so on, and of the last.
 */
final class PaceCurve {
  private final int most;
  private final List<Report.PacePoint> points = new ArrayList<>();
  private Optional<Report.PacePoint> last = Optional.empty();
  private long every = 1;
  private long steps;

  /**
   * @param most points that are held, besides the last; even
   */
  PaceCurve(int most) {
    this.most = most;
  }

  void add(TrainedStep step) {
    Report.PacePoint point = new Report.PacePoint(step.step(), step.pace());
    if (steps % every == 0) {
      makeRoom();
      points.add(point);
    }
    last = Optional.of(point);
    steps++;
  }

  private void makeRoom() {
    if (points.size() < most) {
      return;
    }
    List<Report.PacePoint> half = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 2) {
      half.add(points.get(i));
    }
    points.clear();
    points.addAll(half);
    every *= 2;
  }

  /** In order. */
  List<Report.PacePoint> points() {
    List<Report.PacePoint> all = new ArrayList<>(points);
    boolean ends = (steps - 1) % every == 0;
    last.filter(point -> !ends).ifPresent(all::add);
    return all;
  }
}
