package dev.tandem.learner.engine;

import java.nio.ByteBuffer;

/**
 * Memory that is filled anew each step and handed to PyTorch without a copy. It grows and is
 * reused. A tensor over it is valid until the next {@link #claim}.
 */
public final class StagingBuffer implements AutoCloseable {

  private NativeFloats memory = new NativeFloats(0);

  /** Memory for this many floats, of unspecified contents. */
  public ByteBuffer claim(int floats) {
    if (memory.capacity() < floats) {
      memory.close();
      memory = new NativeFloats(floats);
    }
    return memory.view(0, floats);
  }

  @Override
  public void close() {
    memory.close();
  }
}
