package dev.tandem.learner.augmentation;

import java.util.SplittableRandom;

/**
 * Makes all of a clip brighter or darker by the same; what would leave its range stays at its edge.
 *
 * @param share of the range by which it changes at most
 */
record Brightness(double share) implements Augmentation {

  @Override
  public float[] apply(float[] values, SplittableRandom random) {
    Spread spread = Spread.of(values);
    double change = share * (2 * random.nextDouble() - 1) * spread.width();
    float[] changed = new float[values.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = spread.nearest(values[i] + change);
    }
    return changed;
  }
}
