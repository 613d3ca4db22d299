package dev.tandem.serving.delivery;

import dev.tandem.learner.Predictor;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds the network that the manifest describes, on PyTorch. */
public final class PredictorBuilder implements ModelBuilder {
  @Override
  public ScoringModel build(ModelManifest manifest, List<NamedTensor> weights) {
    Architecture architecture = Architecture.fromJson(manifest.getArchitecture());
    requireContract(architecture, manifest.getContract());
    requireClasses(architecture, manifest.getClassNames());
    List<WeightTensor> tensors = weights.stream().map(PredictorBuilder::tensor).toList();
    return new PredictorModel(architecture.kind(), Predictor.load(architecture, tensors));
  }

  private static void requireContract(Architecture architecture, List<FeatureContract> contract) {
    SortedMap<String, List<Integer>> needed = new TreeMap<>();
    architecture.modalities().forEach(one -> needed.put(one.name(), one.inputShape()));
    SortedMap<String, List<Integer>> promised = new TreeMap<>();
    contract.forEach(one -> promised.put(one.getModality(), List.copyOf(one.getShape())));
    if (!needed.equals(promised)) {
      throw new IllegalArgumentException(
          "the network takes %s, the feature contract promises %s".formatted(needed, promised));
    }
  }

  private static void requireClasses(Architecture architecture, List<String> names) {
    if (architecture.classes() != names.size()) {
      throw new IllegalArgumentException(
          "the network has %d outputs, the manifest names %d"
              .formatted(architecture.classes(), names.size()));
    }
  }

  private static WeightTensor tensor(NamedTensor tensor) {
    int[] shape = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
    return new WeightTensor(tensor.name(), shape, tensor.data());
  }

  private record PredictorModel(Task task, Predictor predictor) implements ScoringModel {
    @Override
    public List<HeadOutputs> score(List<Example> examples) {
      return predictor.predict(examples);
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
