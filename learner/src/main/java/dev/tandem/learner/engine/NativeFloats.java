package dev.tandem.learner.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory for floats, in native byte order, freed at once by {@link #close} rather than by
 * some later garbage collection. It starts on a cache line: kernels may sum in another order on
 * memory aligned otherwise, so alignment is part of reproducibility.
 */
public final class NativeFloats implements AutoCloseable {

  /** Alignment in floats. */
  private static final int LINE = 16;

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

  public int capacity() {
    return memory.capacity() / Float.BYTES;
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
