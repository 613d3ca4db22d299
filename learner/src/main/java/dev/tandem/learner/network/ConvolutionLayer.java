package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.OptionalInt;

/**
 * {@code (batch, in, h, w) → (batch, out, h', w')}, with square kernels.
 *
 * <p>A small row that is alone is convolved twice, and the second result left out, gradients
 * included. PyTorch has kernels of their own for a batch of one: they give other last bits, and
 * look for NNPACK first, which writes a line to the standard error at every call on processors that
 * it does not know.
 *
 * <p>More than 8 channels come with more of zeros, up to a multiple of 16: where oneDNN (of PyTorch
 * 2.7.1, with AVX2 and with AVX-512) fills up channels by itself it does not always clear them, and
 * what lay in that memory, NaN at times, gets into results and gradients.
 *
 * @param weight ordinal of the kernels (out, in, k, k)
 * @param bias ordinal of the bias (out), if there is one
 * @param stride of both sides
 * @param padding of both sides
 */
record ConvolutionLayer(int weight, OptionalInt bias, int stride, int padding) implements Layer {

  /** Above so many values a batch of one goes as all others do (use_mkldnn in Convolution.cpp). */
  private static final int SMALL = 20_480;

  /** As many channels are convolved without being filled up. */
  private static final int FEW_CHANNELS = 8;

  /** Channels that AVX-512 takes at a time; AVX2 takes half of them. */
  private static final int BLOCK = 16;

  /** Output size of one side. */
  static int outputSide(int side, int kernel, int stride, int padding) {
    return (side + 2 * padding - kernel) / stride + 1;
  }

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    return isAlone(input)
        ? convolved(twice(input), pass).get(new NDIndex().addSliceDim(0, 1))
        : convolved(input, pass);
  }

  private NDArray convolved(NDArray input, ForwardPass pass) {
    return Conv2d.conv2d(
            filledUp(input),
            filledUp(pass.get(weight)),
            bias.isPresent() ? pass.get(bias.getAsInt()) : null,
            new Shape(stride, stride),
            new Shape(padding, padding))
        .singletonOrThrow();
  }

  /** With zeros behind the channels, the second dimension of input and kernels alike. */
  private static NDArray filledUp(NDArray channels) {
    long[] sizes = channels.getShape().getShape().clone();
    long over = sizes[1] % BLOCK;
    if (sizes[1] <= FEW_CHANNELS || over == 0) {
      return channels;
    }
    sizes[1] = BLOCK - over;
    try (NDArray zeros = channels.getManager().zeros(new Shape(sizes))) {
      return channels.concat(zeros, 1);
    }
  }

  private static boolean isAlone(NDArray input) {
    return input.getShape().get(0) == 1 && input.size() <= SMALL;
  }

  private static NDArray twice(NDArray input) {
    long[] sizes = input.getShape().getShape().clone();
    sizes[0] = 2;
    return input.broadcast(sizes);
  }
}
