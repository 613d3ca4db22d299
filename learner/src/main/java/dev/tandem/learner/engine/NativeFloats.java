package dev.tandem.learner.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tandem.learner.spec.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Native memory for floats, in native byte order, freed at once by {@link #close} rather than by
 * some later garbage collection. It starts on a cache line: kernels may sum in another order on
 * memory aligned otherwise, so alignment is part of reproducibility.
 */
public final class NativeFloats implements Floats {

  /** Alignment in floats. */
  private static final int LINE = 16;

  /** Floats that are copied out, changed, and copied back at a time. */
  private static final int BLOCK = 1024;

  private final NDManager manager;
  private final ByteBuffer memory;

  /** Zeros. */
  public NativeFloats(int floats) {
    manager = TorchEngine.engine().newBaseManager(Device.cpu());
    try {
      memory =
          manager
              .zeros(new Shape(Math.max(1, floats)), DataType.FLOAT32)
              .toByteBuffer(true)
              .order(ByteOrder.nativeOrder());
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  /** Number of floats rounded up to whole cache lines. */
  public static int padded(int floats) {
    return Math.multiplyExact(Math.addExact(floats, LINE - 1) / LINE, LINE);
  }

  @Override
  public int capacity() {
    return memory.capacity() / Float.BYTES;
  }

  /** All of them, live. */
  public FloatBuffer floats() {
    return memory.asFloatBuffer();
  }

  @Override
  public void put(int offset, float[] values, int length) {
    floats().put(offset, values, 0, length);
  }

  @Override
  public void get(int offset, FloatBuffer into) {
    into.put(into.position(), floats(), offset, into.remaining());
  }

  @Override
  public void set(Floats other) {
    floats().put(0, ((NativeFloats) other).floats(), 0, capacity());
  }

  @Override
  public void moveTowards(Floats target, float share) {
    FloatBuffer here = floats();
    FloatBuffer there = ((NativeFloats) target).floats();
    float[] values = new float[BLOCK];
    float[] targets = new float[BLOCK];
    for (int done = 0; done < capacity(); done += BLOCK) {
      int length = Math.min(BLOCK, capacity() - done);
      here.get(done, values, 0, length);
      there.get(done, targets, 0, length);
      for (int i = 0; i < length; i++) {
        values[i] += share * (targets[i] - values[i]);
      }
      here.put(done, values, 0, length);
    }
  }

  @Override
  public NDArray tensor(TensorScope scope, int offset, TensorShape shape) {
    return scope.view(view(offset, shape.elements()), shape);
  }

  /** A live view, not to be touched after {@link #close}. */
  public ByteBuffer view(int offset, int floats) {
    return memory.slice(offset * Float.BYTES, floats * Float.BYTES).order(memory.order());
  }

  @Override
  public void close() {
    manager.close();
  }
}
