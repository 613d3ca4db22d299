package dev.tandem.ingest.feed.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** One movement of the pen: a smooth curve through at least two points. */
record Stroke(List<Point> points) {
  private static final int STEPS = 5;

  Stroke {
    points = List.copyOf(points);
  }

  /** {@code x,y x,y …} */
  static Stroke parse(String text) {
    return new Stroke(
        Arrays.stream(text.trim().split(" "))
            .map(pair -> pair.split(",", 2))
            .map(xy -> new Point(Double.parseDouble(xy[0]), Double.parseDouble(xy[1])))
            .toList());
  }

  Stroke map(UnaryOperator<Point> change) {
    return new Stroke(points.stream().map(change).toList());
  }

  /** Points along the curve, dense enough to be joined by straight lines (Catmull-Rom). */
  List<Point> curve() {
    if (points.size() == 2) {
      return points;
    }
    List<Point> curve = new ArrayList<>();
    for (int i = 0; i + 1 < points.size(); i++) {
      for (int step = 0; step < STEPS; step++) {
        curve.add(between(i, (double) step / STEPS));
      }
    }
    curve.add(points.get(points.size() - 1));
    return curve;
  }

  private Point between(int i, double t) {
    Point before = points.get(Math.max(0, i - 1));
    Point from = points.get(i);
    Point to = points.get(i + 1);
    Point after = points.get(Math.min(points.size() - 1, i + 2));
    return new Point(
        spline(before.x(), from.x(), to.x(), after.x(), t),
        spline(before.y(), from.y(), to.y(), after.y(), t));
  }

  private static double spline(double before, double from, double to, double after, double t) {
    double linear = to - before;
    double square = 2 * before - 5 * from + 4 * to - after;
    double cube = 3 * from - before - 3 * to + after;
    return from + 0.5 * t * (linear + t * (square + t * cube));
  }
}
