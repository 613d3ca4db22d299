package dev.tandem.learner.augmentation;

import java.util.SplittableRandom;

/**
 * Puts the clip's mean over a rectangle, the same in all planes. Over all frequencies or all times
 * it is a mask of SpecAugment (Park et al., Interspeech 2019), over a part of both it is random
 * erasing (Zhong et al., AAAI 2020).
 *
 * @param grid form of the input
 * @param share of a side that is covered at most
 * @param over which sides are covered in part; the other one is as a whole
 */
record Mask(Grid grid, double share, Sides over) implements Augmentation {

  /** The sides of a map or a picture. */
  enum Sides {
    ROWS,
    COLUMNS,
    BOTH
  }

  @Override
  public float[] apply(float[] values, SplittableRandom random) {
    Span rows = over == Sides.COLUMNS ? Span.whole(grid.rows()) : drawn(grid.rows(), random);
    Span columns = over == Sides.ROWS ? Span.whole(grid.columns()) : drawn(grid.columns(), random);
    float mean = (float) Spread.mean(values);
    return grid.filled(
        (plane, row, column) ->
            rows.contains(row) && columns.contains(column)
                ? mean
                : values[grid.at(plane, row, column)]);
  }

  private Span drawn(int side, SplittableRandom random) {
    return Span.drawn(side, share, random);
  }
}
