package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.norm.BatchNorm;

/**
 * {@code (batch, channels, ...)}, as {@code torch.nn.BatchNorm} with momentum 0.1 and ε 1e-5: while
 * the network trains, by the mean and variance of the batch, which move the running ones; else by
 * those. Where there is one number to a channel, which has no variance, and where the layer is
 * frozen, it goes by the running ones, too.
 *
 * @param weight ordinal of the gain (channels)
 * @param bias ordinal of the offset (channels)
 * @param mean ordinal of the running mean (channels)
 * @param variance ordinal of the running variance (channels)
 */
record BatchNormLayer(int weight, int bias, int mean, int variance) implements Layer {

  private static final float EPSILON = 1e-5f;

  /** What a running statistic keeps of itself; PyTorch's momentum is the rest. */
  private static final float KEPT = 0.9f;

  /** DJL's way to say that channels come second. */
  private static final int SECOND = -1;

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    boolean several = input.size() > input.getShape().get(1);
    boolean trains = pass.trains(weight) && several;
    return BatchNorm.batchNorm(
            input,
            trains ? pass.statistic(mean) : pass.get(mean),
            trains ? pass.statistic(variance) : pass.get(variance),
            pass.get(weight),
            pass.get(bias),
            SECOND,
            KEPT,
            EPSILON,
            trains)
        .singletonOrThrow();
  }
}
