package dev.tandem.learner.augmentation;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/**
 * Takes a part of a picture, with its proportions, and makes it as large as the whole: bilinear
 * between the centres of pixels.
 *
 * @param grid form of the input
 * @param share of a side that is cut away at most
 */
record Crop(Grid grid, double share) implements Augmentation {

  @Override
  public float[] apply(float[] values, SplittableRandom random) {
    double cut = share * random.nextDouble();
    Line rows = Line.of(grid.rows(), cut, random.nextDouble());
    Line columns = Line.of(grid.columns(), cut, random.nextDouble());
    return grid.filled(
        (plane, row, column) -> {
          double above = columns.mix(column, at -> values[grid.at(plane, rows.lower(row), at)]);
          double below = columns.mix(column, at -> values[grid.at(plane, rows.upper(row), at)]);
          return (float) (above + rows.weight(row) * (below - above));
        });
  }

  /**
   * Where the places of one side are taken from.
   *
   * @param size of the side
   * @param first place that is taken, with its fraction
   * @param step from one place to the next
   */
  private record Line(int size, double first, double step) {

    static Line of(int size, double cut, double left) {
      double step = 1 - cut;
      return new Line(size, left * cut * size + step / 2 - 0.5, step);
    }

    private double place(int i) {
      return Math.max(0, Math.min(size - 1, first + i * step));
    }

    int lower(int i) {
      return (int) place(i);
    }

    int upper(int i) {
      return Math.min(size - 1, lower(i) + 1);
    }

    double weight(int i) {
      return place(i) - lower(i);
    }

    double mix(int i, IntToDoubleFunction values) {
      double from = values.applyAsDouble(lower(i));
      return from + weight(i) * (values.applyAsDouble(upper(i)) - from);
    }
  }
}
