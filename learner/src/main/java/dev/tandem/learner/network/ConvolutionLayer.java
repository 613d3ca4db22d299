package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * {@code (batch, in, h, w) → (batch, out, ⌈h/2⌉, ⌈w/2⌉)}: kernel 3, stride 2, padding 1.
 *
 * @param weight ordinal of the kernels (out, in, 3, 3)
 * @param bias ordinal of the bias (out)
 */
record ConvolutionLayer(int weight, int bias) implements Layer {

  static final int KERNEL = 3;

  private static final Shape STRIDE = new Shape(2, 2);
  private static final Shape PADDING = new Shape(1, 1);

  /** Output size of one side. */
  static int strided(int side) {
    return (side + 1) / 2;
  }

  @Override
  public NDArray apply(NDArray input, Leaves leaves) {
    return Conv2d.conv2d(input, leaves.get(weight), leaves.get(bias), STRIDE, PADDING)
        .singletonOrThrow();
  }
}
