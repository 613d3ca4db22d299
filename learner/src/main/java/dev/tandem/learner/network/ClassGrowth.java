package dev.tandem.learner.network;

import dev.tandem.learner.Architecture;
import java.util.SplittableRandom;

/**
 * From a network to the same with one more class, the last: parameters whose rows are classes gain
 * a row, all else keeps its values.
 *
 * @param from layout before
 * @param to layout after
 */
public record ClassGrowth(ParameterLayout from, ParameterLayout to) {

  /** From one network to the other, which has one more class. */
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

  /** Flat values of the larger layout; new rows are drawn from the seed and the class's ordinal. */
  public float[] withFreshRows(float[] values, long seed) {
    float[] grown = withZeros(values);
    for (Parameter parameter : to.parameters()) {
      if (parameter.rowsAreClasses()) {
        float[] row = freshRow(parameter, seed);
        int start = parameter.offset() + parameter.size() - row.length;
        System.arraycopy(row, 0, grown, start, row.length);
      }
    }
    return grown;
  }

  private static float[] freshRow(Parameter parameter, long seed) {
    int classes = parameter.shape().sizes().get(0);
    float[] row = new float[parameter.size() / classes];
    SplittableRandom ofSeed = new SplittableRandom(seed);
    SplittableRandom ofClass = new SplittableRandom(ofSeed.nextLong() - classes);
    parameter
        .initializer()
        .fill(row, new SplittableRandom(ofClass.nextLong() + parameter.ordinal()));
    return row;
  }
}
