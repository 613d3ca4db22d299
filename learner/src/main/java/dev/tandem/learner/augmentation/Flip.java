package dev.tandem.learner.augmentation;

import java.util.SplittableRandom;

/**
 * Mirrors left and right.
 *
 * @param grid form of the input
 * @param share of the clips that are mirrored
 */
record Flip(Grid grid, double share) implements Augmentation {

  @Override
  public float[] apply(float[] values, SplittableRandom random) {
    if (random.nextDouble() >= share) {
      return values.clone();
    }
    int last = grid.columns() - 1;
    return grid.filled((plane, row, column) -> values[grid.at(plane, row, last - column)]);
  }
}
