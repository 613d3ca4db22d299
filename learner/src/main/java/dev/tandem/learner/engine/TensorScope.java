package dev.tandem.learner.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.TensorShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * The tensors of one pass. What is made here, what operations make of it as their first operand,
 * and the gradients read from it are all freed when the scope closes.
 *
 * <p>A scope also says whether operations of the calling thread record what a backward pass needs.
 * That mode is the thread's own, so a training and a predicting thread do not disturb each other;
 * closing, by the same thread, puts back what was before.
 */
public final class TensorScope implements AutoCloseable {

  private final NDManager manager;
  private final boolean recordedBefore = JniUtils.isGradMode();
  private NDManager host;

  private TensorScope(ComputeDevice device, boolean recording) {
    manager = TorchEngine.engine().newBaseManager(Devices.of(device));
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

  /**
   * A flat tensor of a copy of Java's floats: by way of PyTorch's memory rather than Java's direct
   * memory, which a process has little of.
   */
  public NDArray copyOf(FloatBuffer values) {
    NDArray staged = host().zeros(new Shape(values.remaining()), DataType.FLOAT32);
    FloatTensor.of(staged).floats().put(0, values, values.position(), values.remaining());
    NDArray copy = staged.toDevice(manager.getDevice(), false);
    copy.attach(manager);
    return copy;
  }

  /** A flat tensor of zeros. */
  public NDArray zeros(int floats) {
    return manager.zeros(new Shape(floats), DataType.FLOAT32);
  }

  /** A number for operations with tensors: on whatever device they are, it is not moved there. */
  public NDArray scalar(float value) {
    return host().create(value);
  }

  /** Makes a tensor one that the backward pass leaves a gradient at. */
  public NDArray leaf(NDArray tensor) {
    tensor.setRequiresGradient(true);
    return tensor;
  }

  /** Adds gradients to the leaves that {@code root} was computed from; frees the graph. */
  public void backward(NDArray root, NDArray rootGradient) {
    backward(root, rootGradient, false);
  }

  /**
   * The same.
   *
   * @param keepsGraph whether there may be another backward pass through what this one goes through
   */
  public void backward(NDArray root, NDArray rootGradient, boolean keepsGraph) {
    JniUtils.backward((PtNDArray) root, (PtNDArray) rootGradient, keepsGraph, false);
  }

  /**
   * The gradient that backward passes left at a leaf.
   *
   * @return live; empty if none reached the leaf
   */
  public Optional<FloatTensor> gradient(NDArray leaf) {
    return Optional.ofNullable(JniUtils.getGradient((PtNDArray) leaf)).map(FloatTensor::of);
  }

  /**
   * The same, a copy; what backward passes leave at the leaf from now on begins at zero.
   *
   * @return empty if none has reached the leaf
   */
  public Optional<FloatTensor> takeGradient(NDArray leaf) {
    NDArray gradient = JniUtils.getGradient((PtNDArray) leaf);
    if (gradient == null) {
      return Optional.empty();
    }
    gradient.attach(manager);
    NDArray taken = gradient.duplicate();
    gradient.muli(0);
    return Optional.of(FloatTensor.of(taken));
  }

  private NDManager host() {
    if (host == null) {
      host = manager.newSubManager(Device.cpu());
    }
    return host;
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
