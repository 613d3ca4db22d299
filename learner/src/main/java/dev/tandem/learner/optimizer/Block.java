package dev.tandem.learner.optimizer;

import java.nio.FloatBuffer;

/**
 * A stretch of one parameter, copied out: everything of an element has the same index in arrays of
 * its own, which is what lets the compiler vectorise a rule's one loop, and stays in the
 * first-level cache.
 */
final class Block {

  static final int SIZE = 1024;

  final float[] values = new float[SIZE];
  final float[] gradient = new float[SIZE];
  final float[] first = new float[SIZE];
  final float[] second = new float[SIZE];
  int length;

  /** Copies in what lies behind {@code offset} in the flat buffers. */
  void load(FloatBuffer parameters, float[][] moments, int offset, int elements) {
    length = elements;
    parameters.get(offset, values, 0, elements);
    System.arraycopy(moments[0], offset, first, 0, elements);
    if (moments.length > 1) {
      System.arraycopy(moments[1], offset, second, 0, elements);
    }
  }

  /** Copies in a stretch of the gradient, times {@code scale}. */
  void loadGradient(FloatBuffer source, int from, float scale) {
    source.get(from, gradient, 0, length);
    if (scale != 1) {
      for (int i = 0; i < length; i++) {
        gradient[i] *= scale;
      }
    }
  }

  /** Copies back what {@link #load} took. */
  void store(FloatBuffer parameters, float[][] moments, int offset) {
    parameters.put(offset, values, 0, length);
    System.arraycopy(first, 0, moments[0], offset, length);
    if (moments.length > 1) {
      System.arraycopy(second, 0, moments[1], offset, length);
    }
  }
}
