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

  private final NDManager manager;
  private final boolean recordedBefore = JniUtils.isGradMode();
  private NDManager scalars;

  private TensorScope(ComputeDevice device, boolean recording) {
    manager = TorchEngine.engine().newBaseManager(device.device());
    JniUtils.setGradMode(recording);
  }

  /** A pass that goes backward too. */
  public static TensorScope recording(ComputeDevice device) {
    return new TensorScope(device, true);
  }

  /** A pass that only goes forward. */
  public static TensorScope forwardOnly(ComputeDevice device) {
    return new TensorScope(device, false);
  }

  /**
   * A tensor of what this direct memory holds, which must outlive the scope: no copy where the
   * device is the processor.
   */
  public NDArray view(ByteBuffer memory, TensorShape shape) {
    return manager.create(memory, new Shape(shape.toLongs()), DataType.FLOAT32);
  }

  /** A tensor of a copy of floats of Java's. */
  public NDArray tensor(FloatBuffer values, TensorShape shape) {
    return manager.create(values, new Shape(shape.toLongs()), DataType.FLOAT32);
  }

  /** A flat tensor of zeros. */
  public NDArray zeros(int floats) {
    return manager.zeros(new Shape(floats), DataType.FLOAT32);
  }

  /** A number for operations with tensors: on whatever device they are, it is not moved there. */
  public NDArray scalar(float value) {
    if (scalars == null) {
      scalars = manager.newSubManager(Device.cpu());
    }
    return scalars.create(value);
  }

  /** Makes a tensor one that the backward pass leaves a gradient at. */
  public NDArray leaf(NDArray tensor) {
    tensor.setRequiresGradient(true);
    return tensor;
  }

  /** Adds gradients to the leaves that {@code root} was computed from; frees the graph. */
  public void backward(NDArray root, NDArray rootGradient) {
    JniUtils.backward((PtNDArray) root, (PtNDArray) rootGradient, false, false);
  }

  /**
   * The gradient that backward passes left at a leaf.
   *
   * @return live; empty if none reached the leaf
   */
  public Optional<FloatTensor> gradient(NDArray leaf) {
    return Optional.ofNullable(JniUtils.getGradient((PtNDArray) leaf)).map(FloatTensor::of);
  }

  NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    JniUtils.setGradMode(recordedBefore);
    manager.close();
  }
}
