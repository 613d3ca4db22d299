package dev.tandem.learner.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.TensorShape;
import java.nio.FloatBuffer;

/** One flat tensor of floats on a device. What Java reads of it or writes to it is copied. */
public final class DeviceFloats implements Floats {

  /** Floats that are copied at a time. */
  private static final int PIECE = 1 << 20;

  private final NDManager manager;
  private final ComputeDevice device;
  private final NDArray flat;

  /** Zeros. */
  public DeviceFloats(ComputeDevice device, int floats) {
    this.device = device;
    manager = TorchEngine.engine().newBaseManager(Devices.of(device));
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
    for (int done = 0; done < length; done += PIECE) {
      int piece = Math.min(PIECE, length - done);
      try (TensorScope scope = TensorScope.forwardOnly(device)) {
        flat.set(slice(offset + done, piece), scope.copyOf(FloatBuffer.wrap(values, done, piece)));
      }
    }
  }

  @Override
  public void get(int offset, FloatBuffer into) {
    for (int done = 0; done < into.remaining(); done += PIECE) {
      int piece = Math.min(PIECE, into.remaining() - done);
      try (TensorScope scope = TensorScope.forwardOnly(device)) {
        FloatTensor tensor = FloatTensor.of(tensor(scope, offset + done, TensorShape.of(piece)));
        into.put(into.position() + done, tensor.floats(), 0, piece);
      }
    }
  }

  /** Zeros again. */
  public void clear() {
    try (TensorScope scope = TensorScope.forwardOnly(device)) {
      flat.set(slice(0, capacity()), scope.zeros(1));
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
