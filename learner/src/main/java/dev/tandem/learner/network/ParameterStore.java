package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.engine.Floats;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.spec.ComputeDevice;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The values of all parameters, flat in the memory of one device, which tensors view and optimizers
 * update in place. Closing frees it.
 */
public final class ParameterStore implements AutoCloseable {

  private static final int BLOCK = 4096;

  private final ParameterLayout layout;
  private final ComputeDevice device;
  private final Floats memory;

  private ParameterStore(ParameterLayout layout, ComputeDevice device) {
    this.layout = layout;
    this.device = device;
    this.memory = Floats.on(device, layout.floats());
  }

  /** Initial values: a function of the seed and each parameter's ordinal, nothing else. */
  public static ParameterStore initial(ParameterLayout layout, long seed, ComputeDevice device) {
    return filled(
        layout,
        device,
        store -> {
          for (Parameter parameter : layout.parameters()) {
            float[] values = new float[parameter.size()];
            parameter.initializer().fill(values, randomOf(seed, parameter.ordinal()));
            store.memory.put(parameter.offset(), values, values.length);
          }
        });
  }

  /** The values that {@link #copy} gave for the same layout. */
  public static ParameterStore of(ParameterLayout layout, float[] values, ComputeDevice device) {
    return filled(layout, device, store -> store.set(values));
  }

  /**
   * The values of published tensors. Their names and shapes are compared before memory is taken for
   * the layout.
   *
   * @throws IllegalArgumentException naming the first tensor that does not fit
   */
  public static ParameterStore of(
      ParameterLayout layout, List<WeightTensor> weights, ComputeDevice device) {
    requireFit("number of tensors", layout.parameters().size(), weights.size());
    for (Parameter parameter : layout.parameters()) {
      WeightTensor tensor = weights.get(parameter.ordinal());
      requireFit("tensor " + parameter.ordinal(), parameter.name(), tensor.name());
      requireShape(parameter, tensor);
    }
    return filled(
        layout,
        device,
        store -> {
          for (Parameter parameter : layout.parameters()) {
            store.put(parameter, weights.get(parameter.ordinal()));
          }
        });
  }

  private static ParameterStore filled(
      ParameterLayout layout, ComputeDevice device, Consumer<ParameterStore> filling) {
    ParameterStore store = new ParameterStore(layout, device);
    try {
      filling.accept(store);
      return store;
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  /**
   * Takes over the values of some parameters, in any order.
   *
   * @throws IllegalArgumentException naming the first tensor that is no parameter, of another shape
   *     or not finite; nothing has changed then
   */
  public void put(List<WeightTensor> weights) {
    Map<String, Parameter> byName =
        layout.parameters().stream().collect(Collectors.toMap(Parameter::name, p -> p));
    for (WeightTensor tensor : weights) {
      Parameter parameter = byName.get(tensor.name());
      if (parameter == null) {
        throw new IllegalArgumentException(
            "tensor %s is no parameter of this network, which has %s. Use weights of the same architecture, or a part of them."
                .formatted(
                    tensor.name(), layout.parameters().stream().map(Parameter::name).toList()));
      }
      requireShape(parameter, tensor);
      forEachBlock(tensor, (from, block, length) -> {});
    }
    for (WeightTensor tensor : weights) {
      put(byName.get(tensor.name()), tensor);
    }
  }

  private void put(Parameter parameter, WeightTensor tensor) {
    forEachBlock(
        tensor, (from, block, length) -> memory.put(parameter.offset() + from, block, length));
  }

  /** Another store with the same values. */
  public ParameterStore duplicate() {
    return filled(layout, device, store -> store.set(this));
  }

  /** Takes over the values of another store of the same layout and device. */
  public void set(ParameterStore other) {
    memory.set(other.memory);
  }

  /** Takes over the values that {@link #copy} gave. */
  public void set(float[] values) {
    memory.put(0, values, values.length);
  }

  /** θ ← θ + share · (other − θ). */
  public void moveTowards(ParameterStore other, float share) {
    memory.moveTowards(other.memory, share);
  }

  public ParameterLayout layout() {
    return layout;
  }

  public ComputeDevice device() {
    return device;
  }

  /** All values, live, padding included. */
  public Floats memory() {
    return memory;
  }

  /** One parameter's values, live, in a scope on the same device. */
  NDArray tensor(Parameter parameter, TensorScope scope) {
    return memory.tensor(scope, parameter.offset(), parameter.shape());
  }

  /** A copy of one parameter's values. */
  public float[] values(Parameter parameter) {
    float[] values = new float[parameter.size()];
    memory.get(parameter.offset(), FloatBuffer.wrap(values));
    return values;
  }

  /** Takes over values of one parameter. */
  public void set(Parameter parameter, float[] values) {
    memory.put(parameter.offset(), values, values.length);
  }

  /**
   * Adds to the values of one parameter.
   *
   * @param values flat
   * @param scope that they are in, on the same device
   */
  public void add(Parameter parameter, NDArray values, TensorScope scope) {
    tensor(parameter, scope).addi(values.reshape(new Shape(parameter.shape().toLongs())));
  }

  /** A copy of all values, padding included. */
  public float[] copy() {
    float[] values = new float[layout.floats()];
    memory.get(0, FloatBuffer.wrap(values));
    return values;
  }

  /** A copy as named tensors, in order of ordinal. */
  public List<WeightTensor> tensors() {
    return layout.parameters().stream().map(this::tensor).toList();
  }

  @Override
  public void close() {
    memory.close();
  }

  private WeightTensor tensor(Parameter parameter) {
    ByteBuffer copy =
        ByteBuffer.allocate(parameter.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    memory.get(parameter.offset(), copy.asFloatBuffer());
    return new WeightTensor(parameter.name(), parameter.shape().toInts(), copy);
  }

  private static SplittableRandom randomOf(long seed, int ordinal) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + ordinal);
  }

  /** Some values of a tensor, all finite. */
  private interface BlockTaker {
    void take(int from, float[] block, int length);
  }

  /**
   * Hands out the values in blocks that stay in the cache, so that memory is read once.
   *
   * @throws IllegalArgumentException at the first that is not finite
   */
  private static void forEachBlock(WeightTensor tensor, BlockTaker taker) {
    FloatBuffer values = tensor.data().asFloatBuffer();
    float[] block = new float[Math.min(BLOCK, values.remaining())];
    for (int from = 0; values.hasRemaining(); from += block.length) {
      int length = Math.min(block.length, values.remaining());
      values.get(block, 0, length);
      requireFinite(tensor.name(), from, block, length);
      taker.take(from, block, length);
    }
  }

  private static void requireFinite(String name, int from, float[] block, int length) {
    for (int i = 0; i < length; i++) {
      if (!Float.isFinite(block[i])) {
        throw new IllegalArgumentException(
            "tensor %s: element %d is %s. Use weights that are finite."
                .formatted(name, from + i, block[i]));
      }
    }
  }

  private static void requireShape(Parameter parameter, WeightTensor tensor) {
    requireFit("tensor " + tensor.name(), parameter.shape(), tensor.tensorShape());
  }

  private static void requireFit(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new IllegalArgumentException(
          "%s: expected %s but got %s. Use weights of the same architecture."
              .formatted(what, expected, actual));
    }
  }
}
