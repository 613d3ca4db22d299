package dev.tandem.benchmarks.parity;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ModalitySpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Weights and batches out of {@link Counters}; parity.py has the same.
 *
 * <p>With u the stream of a tensor's name: running variances are 1 + u/2, gains of norms (vectors
 * named {@code .weight}) 1 + u/4, other vectors u/10, all others √(3/n)·u, n being the elements to
 * an output. Inputs are the streams {@code input.MODALITY.STEP}, rows one after the other; labels
 * are ⌊(u + 1)/2 · classes⌋ of {@code labels.STEP}.
 *
 * <p>Row r lacks the m-th modality where r mod 4 = m + 1. In every tenth step, at 3, nobody has the
 * first, and at 7 nobody the second; all others are there then.
 */
record CountedData(long seed) implements ParityData {

  static final int ROWS = 8;
  private static final int CYCLE = 4;
  private static final int STEPS_CYCLE = 10;

  @Override
  public List<WeightTensor> weights(Architecture architecture) {
    return new Network(architecture).layout().parameters().stream().map(this::weight).toList();
  }

  private WeightTensor weight(Parameter parameter) {
    float[] values = Counters.uniform(seed, parameter.name(), parameter.size());
    int[] shape = parameter.shape().toInts();
    double scale = scale(parameter.name(), shape, values.length);
    double middle = isGain(parameter.name(), shape) ? 1 : 0;
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      data.putFloat((float) (middle + scale * value));
    }
    return new WeightTensor(parameter.name(), shape, data.flip());
  }

  private static boolean isGain(String name, int[] shape) {
    return shape.length == 1 && (name.endsWith(".weight") || name.endsWith(".running_var"));
  }

  private static double scale(String name, int[] shape, int size) {
    if (shape.length > 1) {
      return Math.sqrt(3.0 / ((double) size / shape[0]));
    }
    return name.endsWith(".running_var") ? 0.5 : isGain(name, shape) ? 0.25 : 0.1;
  }

  @Override
  public List<LabelledExample> batch(Architecture architecture, int step) {
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (ModalitySpec modality : architecture.modalities()) {
      String stream = "input.%s.%d".formatted(modality.name(), step);
      inputs.put(
          modality.name(), Counters.uniform(seed, stream, ROWS * modality.shape().elements()));
    }
    float[] labels = Counters.uniform(seed, "labels." + step, ROWS);
    List<LabelledExample> batch = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int label = (int) ((labels[row] + 1.0) / 2 * architecture.classes());
      batch.add(new LabelledExample(example(architecture, step, row, inputs), label));
    }
    return batch;
  }

  private static Example example(
      Architecture architecture, int step, int row, Map<String, float[]> inputs) {
    SortedMap<String, float[]> own = new TreeMap<>();
    for (int m = 0; m < architecture.modalities().size(); m++) {
      ModalitySpec modality = architecture.modalities().get(m);
      int size = modality.shape().elements();
      if (!lacks(step, row, m)) {
        float[] all = inputs.get(modality.name());
        own.put(modality.name(), Arrays.copyOfRange(all, row * size, (row + 1) * size));
      }
    }
    return new Example("row-" + row, own);
  }

  private static boolean lacks(int step, int row, int modality) {
    return switch (step % STEPS_CYCLE) {
      case 3 -> modality == 0;
      case 7 -> modality == 1;
      default -> row % CYCLE == modality + 1;
    };
  }
}
