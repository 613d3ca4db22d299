package dev.tandem.learner.augmentation;

import java.util.SplittableRandom;

/**
 * Moves an input, and repeats its edge where something is missing.
 *
 * @param grid its form
 * @param share of a side by which it moves at most, one way or the other
 * @param upAndDown whether it moves along the rows, too: in pictures, but not from one frequency to
 *     another
 */
record Shift(Grid grid, double share, boolean upAndDown) implements Augmentation {

  @Override
  public float[] apply(float[] values, SplittableRandom random) {
    int right = distance(grid.columns(), random);
    int down = upAndDown ? distance(grid.rows(), random) : 0;
    return grid.filled(
        (plane, row, column) ->
            values[
                grid.at(
                    plane,
                    within(row - down, grid.rows()),
                    within(column - right, grid.columns()))]);
  }

  private int distance(int side, SplittableRandom random) {
    int most = Span.most(side, share);
    return random.nextInt(2 * most + 1) - most;
  }

  private static int within(int place, int size) {
    return Math.max(0, Math.min(size - 1, place));
  }
}
