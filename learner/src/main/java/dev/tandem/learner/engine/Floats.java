package dev.tandem.learner.engine;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.TensorShape;
import java.nio.FloatBuffer;

/** A fixed number of floats that outlive a pass, on some device; freed by {@link #close}. */
public sealed interface Floats extends AutoCloseable permits NativeFloats, DeviceFloats {

  /** Zeros. */
  static Floats on(ComputeDevice device, int floats) {
    return device.isHost() ? new NativeFloats(floats) : new DeviceFloats(device, floats);
  }

  int capacity();

  /** Takes over the first {@code length} of {@code values}, from {@code offset} on. */
  void put(int offset, float[] values, int length);

  /** Copies out as many as there is room for in {@code into}, from {@code offset} on. */
  void get(int offset, FloatBuffer into);

  /** Takes over all values of another of the same size and device. */
  void set(Floats other);

  /** x ← x + share · (target − x). */
  void moveTowards(Floats target, float share);

  /** A live tensor over some of them, in a scope on the same device; valid until either closes. */
  NDArray tensor(TensorScope scope, int offset, TensorShape shape);

  @Override
  void close();
}
