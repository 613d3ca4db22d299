package dev.tandem.learner;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.network.ClassGrowth;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterLayout;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.Task;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a version carries besides its parameters, as named tensors after them: the averaged
 * parameters under {@code average.NAME}, and the losses of the hedge's experts as {@code
 * readout.losses} (experts). What is not there the readout does not use.
 *
 * @param parameters in order of ordinal
 * @param average likewise; empty if there is none
 * @param losses of the experts; empty without a hedge
 */
record VersionTensors(
    List<WeightTensor> parameters, List<WeightTensor> average, Optional<float[]> losses) {

  private static final String AVERAGE = "average.";
  private static final String LOSSES = "readout.losses";

  /** A copy of what a model answers with. */
  static List<WeightTensor> of(
      ParameterStore parameters, Optional<ParameterStore> average, Optional<float[]> losses) {
    return new VersionTensors(
            parameters.tensors(), average.map(ParameterStore::tensors).orElse(List.of()), losses)
        .all();
  }

  /** As {@link #read} takes them. */
  List<WeightTensor> all() {
    List<WeightTensor> tensors = new ArrayList<>(parameters);
    average.forEach(tensor -> tensors.add(renamed(AVERAGE, tensor)));
    losses.ifPresent(values -> tensors.add(tensor(values)));
    return tensors;
  }

  static VersionTensors read(List<WeightTensor> tensors) {
    List<WeightTensor> parameters = new ArrayList<>();
    List<WeightTensor> average = new ArrayList<>();
    Optional<float[]> losses = Optional.empty();
    for (WeightTensor tensor : tensors) {
      if (tensor.name().equals(LOSSES)) {
        losses = Optional.of(values(tensor));
      } else if (tensor.name().startsWith(AVERAGE)) {
        String name = tensor.name().substring(AVERAGE.length());
        average.add(new WeightTensor(name, tensor.shape(), tensor.data()));
      } else {
        parameters.add(tensor);
      }
    }
    return new VersionTensors(parameters, average, losses);
  }

  /**
   * The same with the classes of {@code now} that are missing, their rows as they were drawn.
   *
   * @throws IllegalArgumentException if the rest does not fit
   */
  VersionTensors grown(Architecture now, long seed) {
    return new VersionTensors(
        grown(parameters, now, seed),
        average.isEmpty() ? average : grown(average, now, seed),
        losses);
  }

  private static List<WeightTensor> grown(List<WeightTensor> before, Architecture now, long seed) {
    ParameterLayout layout = new Network(now).layout();
    int known = layout.classesOf(before).orElse(now.classes());
    if (now.kind() != Task.CLASSIFICATION || known >= now.classes()) {
      return before;
    }
    float[] values;
    try (ParameterStore saved =
        ParameterStore.of(
            new Network(now.withClasses(known)).layout(), before, ComputeDevice.CPU)) {
      values = saved.copy();
    }
    values = ClassGrowth.between(now.withClasses(known), now).withFreshRows(values, seed);
    try (ParameterStore grown = ParameterStore.of(layout, values, ComputeDevice.CPU)) {
      return grown.tensors();
    }
  }

  /** Where there is no average, it begins with the parameters. */
  List<WeightTensor> averageOrParameters() {
    return average.isEmpty() ? parameters : average;
  }

  private static WeightTensor renamed(String prefix, WeightTensor tensor) {
    return new WeightTensor(prefix + tensor.name(), tensor.shape(), tensor.data());
  }

  private static WeightTensor tensor(float[] values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new WeightTensor(LOSSES, new int[] {values.length}, data);
  }

  private static float[] values(WeightTensor tensor) {
    FloatBuffer floats = tensor.data().asFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "tensor %s: it has %s. Use weights that are finite.".formatted(tensor.name(), value));
      }
    }
    return values;
  }
}
