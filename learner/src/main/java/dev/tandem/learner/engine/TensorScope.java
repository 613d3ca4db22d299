package dev.tandem.learner.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.tandem.learner.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * The tensors of one pass. What is made here, what operations make from it, and the gradients read
 * from it are all freed when the scope closes.
 *
 * <p>A scope also says whether operations of the calling thread record what a backward pass needs.
 * That mode is the thread's own, so a training and a predicting thread do not disturb each other;
 * closing, by the same thread, puts back what was before.
 */
public final class TensorScope implements AutoCloseable {

  private final NDManager manager = TorchEngine.engine().newBaseManager(Device.cpu());
  private final boolean recordedBefore = JniUtils.isGradMode();

  private TensorScope(boolean recording) {
    JniUtils.setGradMode(recording);
  }

  /** A pass that goes backward too. */
  public static TensorScope recording() {
    return new TensorScope(true);
  }

  /** A pass that only goes forward. */
  public static TensorScope forwardOnly() {
    return new TensorScope(false);
  }

  /** A tensor over this direct memory: no copy, so the memory must outlive the scope. */
  public NDArray view(ByteBuffer memory, TensorShape shape) {
    return manager.create(memory, new Shape(shape.toLongs()), DataType.FLOAT32);
  }

  /** As {@link #view}, and the backward pass leaves a gradient at it. */
  public NDArray leaf(ByteBuffer memory, TensorShape shape) {
    NDArray leaf = view(memory, shape);
    leaf.setRequiresGradient(true);
    return leaf;
  }

  /** Adds gradients to the leaves that {@code root} was computed from; frees the graph. */
  public void backward(NDArray root, NDArray rootGradient) {
    JniUtils.backward((PtNDArray) root, (PtNDArray) rootGradient, false, false);
  }

  /**
   * The gradient that backward passes left at a leaf.
   *
   * @return a live view, valid until the scope closes; empty if none reached the leaf
   */
  public Optional<FloatBuffer> gradient(NDArray leaf) {
    return Optional.ofNullable(JniUtils.getGradient((PtNDArray) leaf))
        .map(
            gradient -> gradient.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  @Override
  public void close() {
    JniUtils.setGradMode(recordedBefore);
    manager.close();
  }
}
