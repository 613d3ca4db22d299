package dev.tandem.learner.engine;

import ai.djl.ndarray.NDArray;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Floats of one pass, for whoever computes with them in Java or in tensors. Only read. Valid until
 * the scope that they come from closes.
 */
public interface FloatTensor {

  /** In memory that Java reaches: live where they are there already, else a copy. */
  FloatBuffer floats();

  /**
   * As a flat tensor, freed with a scope, as is what operations make from it: live where they are
   * on the scope's device already, else a copy.
   */
  NDArray tensor(TensorScope scope);

  /** Floats that Java has computed; not copied before a tensor is asked for. */
  static FloatTensor of(float... values) {
    return new FloatTensor() {
      @Override
      public FloatBuffer floats() {
        return FloatBuffer.wrap(values);
      }

      @Override
      public NDArray tensor(TensorScope scope) {
        return scope.copyOf(FloatBuffer.wrap(values));
      }
    };
  }

  /** Floats of a tensor. */
  static FloatTensor of(NDArray tensor) {
    return new FloatTensor() {
      private FloatBuffer floats;

      @Override
      public FloatBuffer floats() {
        if (floats == null) {
          floats = tensor.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
        return floats;
      }

      @Override
      public NDArray tensor(TensorScope scope) {
        NDArray flat = tensor.flatten();
        flat.attach(scope.manager());
        return flat;
      }
    };
  }
}
