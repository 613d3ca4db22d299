package dev.tandem.embedding;

import dev.tandem.ingest.extract.FeatureExtractor;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.schemas.records.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * What a frozen network says of another extractor's features, float32 of shape (values). Batches
 * always have the same size, padded with zeros, so that a clip's bits depend on no other's.
 */
final class Embedding implements FeatureExtractor {
  private final FeatureExtractor base;
  private final FrozenNetwork network;
  private final InputLayout layout;
  private final TensorFormat format;
  private final int batch;
  private final ReadWriteLock using = new ReentrantReadWriteLock();
  private boolean closed;

  /** Inputs that nobody uses: what is direct is only freed with the garbage. */
  private final Queue<FloatBuffer> unused = new ConcurrentLinkedQueue<>();

  /**
   * @param base and {@code network} are closed with it
   */
  Embedding(
      FeatureExtractor base,
      FrozenNetwork network,
      InputLayout layout,
      TensorFormat format,
      int batch) {
    this.base = base;
    this.network = network;
    this.layout = layout;
    this.format = format;
    this.batch = batch;
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public boolean seesColours() {
    return base.seesColours();
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    return extractAll(List.of(signal)).get(0);
  }

  @Override
  public List<FeatureTensor> extractAll(List<? extends Signal> signals) {
    using.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the network is closed");
      }
      return embed(signals);
    } finally {
      using.readLock().unlock();
    }
  }

  private List<FeatureTensor> embed(List<? extends Signal> signals) {
    List<FeatureTensor> features = new ArrayList<>();
    for (int begin = 0; begin < signals.size(); begin += batch) {
      features.addAll(batchOf(signals.subList(begin, Math.min(begin + batch, signals.size()))));
    }
    return features;
  }

  private List<FeatureTensor> batchOf(List<? extends Signal> signals) {
    FloatBuffer inputs = Optional.ofNullable(unused.poll()).orElseGet(this::inputs);
    float[] outputs;
    try {
      signals.forEach(signal -> put(base.extract(signal), inputs));
      while (inputs.hasRemaining()) {
        inputs.put(0);
      }
      inputs.rewind();
      outputs = layout.perClip(network.forward(inputs, layout.shape(batch)), batch);
    } finally {
      inputs.rewind();
      unused.add(inputs);
    }
    int width = format.elements();
    List<FeatureTensor> features = new ArrayList<>();
    for (int row = 0; row < signals.size(); row++) {
      features.add(
          FeatureTensor.of(format, Arrays.copyOfRange(outputs, row * width, (row + 1) * width)));
    }
    return features;
  }

  private FloatBuffer inputs() {
    int floats = Math.multiplyExact(batch, base.format().elements());
    return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static void put(FeatureTensor features, FloatBuffer inputs) {
    ByteBuffer payload = features.payload();
    if (features.format().elementType() == ElementType.FLOAT32) {
      inputs.put(payload.asFloatBuffer());
      return;
    }
    TensorFormat.Scaling scaling = features.format().scaling();
    while (payload.hasRemaining()) {
      inputs.put(scaling.scale() * (payload.get() & 0xFF) + scaling.offset());
    }
  }

  /** Waits for those that use it. */
  @Override
  public void close() {
    using.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        network.close();
        base.close();
      }
    } finally {
      using.writeLock().unlock();
    }
  }
}
