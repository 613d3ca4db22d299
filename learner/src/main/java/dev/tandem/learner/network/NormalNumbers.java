package dev.tandem.learner.network;

import java.util.SplittableRandom;

/** Standard normal numbers, by Marsaglia's polar method with a strict logarithm. */
public final class NormalNumbers {

  private NormalNumbers() {}

  public static void fill(float[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i += 2) {
      double x;
      double y;
      double square;
      do {
        x = 2 * random.nextDouble() - 1;
        y = 2 * random.nextDouble() - 1;
        square = x * x + y * y;
      } while (square >= 1 || square == 0);
      double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
      values[i] = (float) (factor * x);
      if (i + 1 < values.length) {
        values[i + 1] = (float) (factor * y);
      }
    }
  }
}
