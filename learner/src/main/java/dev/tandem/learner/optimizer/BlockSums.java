package dev.tandem.learner.optimizer;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.Parameter;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Sums over a parameter, in a fixed order: lanes in float, their sum in double. */
final class BlockSums {

  private final float[] gradients = new float[Block.SIZE];
  private final float[] moments = new float[Block.SIZE];
  private final float[] squares = new float[Block.SIZE];
  private final float[] products = new float[Block.SIZE];
  private final float[] squaresOfMoments = new float[Block.SIZE];

  /** The gradient with its norm. */
  Gradient measured(Parameter parameter, FloatTensor values) {
    FloatBuffer source = values.floats();
    int size = parameter.size();
    int lanes = Math.min(Block.SIZE, size);
    Arrays.fill(squares, 0, lanes, 0);
    for (int done = 0; done < size; done += Block.SIZE) {
      int length = Math.min(Block.SIZE, size - done);
      source.get(done, gradients, 0, length);
      add(gradients, gradients, squares, length);
    }
    return new Gradient(parameter, values, squares(source, size, lanes), Agreement.NOT_MEASURED);
  }

  /** The same, and how it lies to the first moment, in one pass. */
  Gradient withAgreement(Parameter parameter, FloatTensor values, float[] firstMoments) {
    FloatBuffer source = values.floats();
    int size = parameter.size();
    int lanes = Math.min(Block.SIZE, size);
    Arrays.fill(squares, 0, lanes, 0);
    Arrays.fill(products, 0, lanes, 0);
    Arrays.fill(squaresOfMoments, 0, lanes, 0);
    for (int done = 0; done < size; done += Block.SIZE) {
      int length = Math.min(Block.SIZE, size - done);
      source.get(done, gradients, 0, length);
      System.arraycopy(firstMoments, parameter.offset() + done, moments, 0, length);
      add(gradients, gradients, squares, length);
      add(gradients, moments, products, length);
      add(moments, moments, squaresOfMoments, length);
    }
    Agreement agreement = new Agreement(sum(products, lanes), sum(squaresOfMoments, lanes));
    return new Gradient(parameter, values, squares(source, size, lanes), agreement);
  }

  /** One loop for each sum, which the compiler vectorises. */
  private static void add(float[] one, float[] other, float[] lanes, int length) {
    for (int i = 0; i < length; i++) {
      lanes[i] += one[i] * other[i];
    }
  }

  /** Not finite if and only if an element is not. */
  private double squares(FloatBuffer source, int size, int lanes) {
    double sum = sum(squares, lanes);
    return Double.isFinite(sum) ? sum : exactly(source, size);
  }

  /** Squares of large floats overflow a float, but not a double. */
  private static double exactly(FloatBuffer source, int size) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += (double) source.get(i) * source.get(i);
    }
    return sum;
  }

  /** By four sums, which the processor adds up at the same time. */
  private static double sum(float[] lanes, int length) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      first += lanes[i];
      second += lanes[i + 1];
      third += lanes[i + 2];
      fourth += lanes[i + 3];
    }
    for (; i < length; i++) {
      first += lanes[i];
    }
    return first + second + third + fourth;
  }
}
