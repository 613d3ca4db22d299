package dev.tandem.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tandem.learner.TensorShape;
import java.nio.FloatBuffer;

/** One flat tensor of floats on a device. What Java reads of it or writes to it is copied. */
public final class DeviceFloats implements Floats {

  private final NDManager manager;
  private final ComputeDevice device;
  private final NDArray flat;

  /** Zeros. */
  public DeviceFloats(ComputeDevice device, int floats) {
    this.device = device;
    manager = TorchEngine.engine().newBaseManager(device.device());
    try {
      flat = manager.zeros(new Shape(Math.max(1, floats)), DataType.FLOAT32);
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  @Override
  public int capacity() {
    return (int) flat.size();
  }

  @Override
  public void put(int offset, float[] values, int length) {
    try (TensorScope scope = TensorScope.forwardOnly(device)) {
      NDArray tensor = scope.tensor(FloatBuffer.wrap(values, 0, length), TensorShape.of(length));
      flat.set(slice(offset, length), tensor);
    }
  }

  @Override
  public void get(int offset, FloatBuffer into) {
    try (TensorScope scope = TensorScope.forwardOnly(device)) {
      NDArray tensor = tensor(scope, offset, TensorShape.of(into.remaining()));
      into.put(into.position(), tensor.toFloatArray());
    }
  }

  @Override
  public void set(Floats other) {
    flat.set(slice(0, capacity()), ((DeviceFloats) other).flat);
  }

  @Override
  public void moveTowards(Floats target, float share) {
    try (TensorScope scope = TensorScope.forwardOnly(device)) {
      NDArray to = ((DeviceFloats) target).all(scope);
      flat.addi(to.sub(flat).muli(scope.scalar(share)));
    }
  }

  @Override
  public NDArray tensor(TensorScope scope, int offset, TensorShape shape) {
    return flat.get(scope.manager(), slice(offset, shape.elements()))
        .reshape(new Shape(shape.toLongs()));
  }

  private NDArray all(TensorScope scope) {
    return flat.get(scope.manager(), slice(0, capacity()));
  }

  private static NDIndex slice(int offset, int length) {
    return new NDIndex().addSliceDim(offset, offset + (long) length);
  }

  @Override
  public void close() {
    manager.close();
  }
}
