package dev.tandem.benchmarks.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.TensorShape;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Weights and one batch out of safetensors files. The batch has a tensor {@code MODALITY} (rows,
 * input shape) for each modality, {@code labels} (batch) with the numbers of classes, and, where
 * not all rows have a modality, {@code MODALITY.rows} with their numbers.
 *
 * @param weights by name
 * @param inputs by name
 */
record GivenData(Map<String, NamedTensor> weights, Map<String, NamedTensor> inputs)
    implements ParityData {

  static GivenData read(Path weights, Path inputs) throws IOException {
    return new GivenData(tensors(weights), tensors(inputs));
  }

  /** The architecture in an exported version's description, which lies beside its weights. */
  static Optional<Architecture> described(Path weights) throws IOException {
    Path file = weights.resolveSibling(weights.getFileName() + ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonElement description = JsonParser.parseString(Files.readString(file));
    return Optional.of(
        Architecture.fromJson(description.getAsJsonObject().get("architecture").toString()));
  }

  private static Map<String, NamedTensor> tensors(Path file) throws IOException {
    Map<String, NamedTensor> tensors = new LinkedHashMap<>();
    Safetensors.decode(Files.readAllBytes(file)).forEach(t -> tensors.put(t.name(), t));
    return tensors;
  }

  @Override
  public List<WeightTensor> weights(Architecture architecture) {
    List<WeightTensor> ordered = new ArrayList<>();
    for (Parameter parameter : new Network(architecture).layout().parameters()) {
      NamedTensor tensor = required(weights, parameter.name());
      ordered.add(
          new WeightTensor(
              tensor.name(),
              tensor.shape().stream().mapToInt(Integer::intValue).toArray(),
              tensor.data()));
    }
    return ordered;
  }

  @Override
  public List<LabelledExample> batch(Architecture architecture, int step) {
    int[] labels = numbers("labels", architecture.classes());
    List<SortedMap<String, float[]>> rows = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      rows.add(new TreeMap<>());
    }
    for (ModalitySpec modality : architecture.modalities()) {
      if (inputs.containsKey(modality.name())) {
        place(modality, rows);
      }
    }
    List<LabelledExample> batch = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      batch.add(new LabelledExample(new Example("row-" + row, rows.get(row)), labels[row]));
    }
    return batch;
  }

  private void place(ModalitySpec modality, List<SortedMap<String, float[]>> rows) {
    String name = modality.name();
    NamedTensor tensor = inputs.get(name);
    int[] which =
        inputs.containsKey(name + ".rows")
            ? numbers(name + ".rows", rows.size())
            : IntStream.range(0, rows.size()).toArray();
    TensorShape wanted = modality.shape().batchOf(which.length);
    if (!wanted.sizes().equals(tensor.shape())) {
      throw new IllegalArgumentException(
          "tensor %s: expected %s but got %s. Give the rows that %s.rows names, or all."
              .formatted(name, wanted, new TensorShape(tensor.shape()), name));
    }
    FloatBuffer values = tensor.data().asFloatBuffer();
    for (int row : which) {
      float[] own = new float[modality.shape().elements()];
      values.get(own);
      if (rows.get(row).put(name, own) != null) {
        throw new IllegalArgumentException(
            "tensor %s.rows: row %d is there twice. Name each row once.".formatted(name, row));
      }
    }
  }

  /** Whole numbers from 0 on. */
  private int[] numbers(String name, int end) {
    float[] values = floats(required(inputs, name));
    int[] numbers = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = (int) values[i];
      if (numbers[i] != values[i] || numbers[i] < 0 || numbers[i] >= end) {
        throw new IllegalArgumentException(
            "tensor %s: element %d is %s; must be a whole number in [0, %d). Correct it."
                .formatted(name, i, values[i], end));
      }
    }
    return numbers;
  }

  private static NamedTensor required(Map<String, NamedTensor> tensors, String name) {
    NamedTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "there is no tensor %s among %s. Write it into the file."
              .formatted(name, tensors.keySet()));
    }
    return tensor;
  }

  private static float[] floats(NamedTensor tensor) {
    float[] values = new float[tensor.data().remaining() / Float.BYTES];
    tensor.data().asFloatBuffer().get(values);
    return values;
  }
}
