package dev.tandem.learner.augmentation;

import dev.tandem.learner.network.NormalNumbers;
import java.util.SplittableRandom;

/**
 * Adds normal noise to every value; what would leave the clip's range stays at its edge.
 *
 * @param share of the clip's standard deviation that the noise has
 */
record Noise(double share) implements Augmentation {

  @Override
  public float[] apply(float[] values, SplittableRandom random) {
    Spread spread = Spread.of(values);
    double deviation = share * Spread.deviation(values);
    float[] changed = new float[values.length];
    NormalNumbers.fill(changed, random);
    for (int i = 0; i < changed.length; i++) {
      changed[i] = spread.nearest(values[i] + deviation * changed[i]);
    }
    return changed;
  }
}
