package dev.tandem.learner.network;

import dev.tandem.learner.spec.Architecture;
import java.util.SplittableRandom;

/**
 * From a network to the same with more classes, the last: parameters whose rows are classes gain
 * rows, all else keeps its values.
 *
 * @param from layout before
 * @param to layout after
 */
public record ClassGrowth(ParameterLayout from, ParameterLayout to) {

  /** From one network to the other, which has more classes. */
  public static ClassGrowth between(Architecture from, Architecture to) {
    return new ClassGrowth(new Network(from).layout(), new Network(to).layout());
  }

  /** Flat values of the larger layout; new rows are 0. */
  public float[] withZeros(float[] values) {
    float[] grown = new float[to.floats()];
    for (Parameter parameter : to.parameters()) {
      Parameter before = from.parameters().get(parameter.ordinal());
      System.arraycopy(values, before.offset(), grown, parameter.offset(), before.size());
    }
    return grown;
  }

  /**
   * Flat values of the larger layout; each new row is drawn from the seed and its class's ordinal,
   * and so the same whichever classes come with it.
   */
  public float[] withFreshRows(float[] values, long seed) {
    float[] grown = withZeros(values);
    for (Parameter parameter : to.parameters()) {
      if (parameter.rowsAreClasses()) {
        int known = rows(from.parameters().get(parameter.ordinal()));
        float[] row = new float[parameter.size() / rows(parameter)];
        for (int i = known; i < rows(parameter); i++) {
          draw(row, parameter, i + 1, seed);
          System.arraycopy(row, 0, grown, parameter.offset() + i * row.length, row.length);
        }
      }
    }
    return grown;
  }

  private static int rows(Parameter parameter) {
    return parameter.shape().sizes().get(0);
  }

  /**
   * @param classes how many there are with that of the row
   */
  private static void draw(float[] row, Parameter parameter, int classes, long seed) {
    SplittableRandom ofSeed = new SplittableRandom(seed);
    SplittableRandom ofClass = new SplittableRandom(ofSeed.nextLong() - classes);
    parameter
        .initializer()
        .fill(row, new SplittableRandom(ofClass.nextLong() + parameter.ordinal()));
  }
}
