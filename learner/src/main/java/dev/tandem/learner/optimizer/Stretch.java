package dev.tandem.learner.optimizer;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.TensorScope;
import java.util.List;

/**
 * Parameters side by side as flat tensors of one size, on a device.
 *
 * @param values live
 * @param gradient only read
 * @param moments live
 * @param scope of what is made from them
 */
record Stretch(NDArray values, NDArray gradient, List<NDArray> moments, TensorScope scope) {

  /** The gradient, and that of a penalty on the squared values. */
  NDArray penalised(float penalty) {
    return penalty == 0 ? gradient : gradient.add(values.mul(scalar(penalty)));
  }

  NDArray scalar(double value) {
    return scope.scalar((float) value);
  }
}
