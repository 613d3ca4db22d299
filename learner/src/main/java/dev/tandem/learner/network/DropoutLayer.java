package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;

/**
 * Leaves out a share of all values while the network trains, and makes up for it in the others.
 * What is left out is drawn in Java, by the pass's seed and the place.
 *
 * @param share in [0, 1)
 * @param place ordinal of a parameter that no other layer draws by
 */
record DropoutLayer(double share, int place) implements Layer {

  @Override
  public NDArray apply(NDArray input, ForwardPass pass) {
    if (share == 0 || !pass.trains()) {
      return input;
    }
    SplittableRandom random = pass.random(place);
    float[] factors = new float[(int) input.size()];
    float kept = (float) (1 / (1 - share));
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextDouble() < share ? 0 : kept;
    }
    return input.mul(pass.tensor(factors).reshape(input.getShape()));
  }
}
