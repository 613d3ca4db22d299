package dev.tandem.embedding;

import java.nio.FloatBuffer;

/** A network that does not learn: numbers in, numbers out. From any thread. */
interface FrozenNetwork extends AutoCloseable {

  /**
   * The outputs for a batch, row by row.
   *
   * @param inputs row-major, direct, in native order; not changed
   * @param shape of the inputs, the size of the batch first
   * @throws EmbeddingException where it takes no such inputs, or gives something else than one
   *     tensor of floats with a row for each
   */
  float[] forward(FloatBuffer inputs, long[] shape);

  @Override
  void close();
}
