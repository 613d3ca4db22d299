package dev.tandem.learner.network;

import dev.tandem.learner.spec.ParameterGroup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.TensorShape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Σ_m W_m z_m + b. A missing modality's term is dropped, row by row. Parameters: {@code
 * fusion.MODALITY.weight} (classes, representation), {@code fusion.bias} (classes).
 *
 * @param slices modality to ordinal of W_m
 * @param bias ordinal of b
 */
record LateLinearFusion(Map<String, Integer> slices, int bias) implements Fusion {

  static LateLinearFusion build(Architecture architecture, ParameterLayout.Builder layout) {
    int fanIn =
        architecture.modalities().stream().mapToInt(m -> m.encoder().representation()).sum();
    Initializer initializer = Initializer.uniform(fanIn);
    Map<String, Integer> slices = new LinkedHashMap<>();
    for (ModalitySpec modality : architecture.modalities()) {
      TensorShape shape =
          TensorShape.of(architecture.classes(), modality.encoder().representation());
      ParameterGroup group = ParameterGroup.fusionSlice(modality.name());
      String name = "fusion.%s.weight".formatted(modality.name());
      slices.put(modality.name(), layout.addByClass(name, shape, group, initializer));
    }
    TensorShape shape = TensorShape.of(architecture.classes());
    int bias = layout.addByClass("fusion.bias", shape, ParameterGroup.shared(), initializer);
    return new LateLinearFusion(slices, bias);
  }

  @Override
  public NDArray fuse(List<Representation> present, LeafTensors leaves) {
    NDArray sum = term(present.get(0), leaves);
    for (Representation next : present.subList(1, present.size())) {
      sum = sum.add(term(next, leaves));
    }
    return sum.add(leaves.get(bias));
  }

  /** W_m z_m + b/M. */
  @Override
  public List<HeadLogits> terms(List<Representation> present, LeafTensors leaves) {
    NDArray share = leaves.get(bias).stopGradient().div(slices.size());
    return present.stream()
        .map(
            z -> {
              NDArray weight = leaves.get(slices.get(z.modality())).stopGradient();
              NDArray product =
                  Linear.linear(z.detached().values(), weight).singletonOrThrow().add(share);
              return new HeadLogits(z.modality(), z.rows(), product);
            })
        .toList();
  }

  /** W_m z_m in the rows that have the modality, 0 elsewhere: (batch, classes). */
  private NDArray term(Representation z, LeafTensors leaves) {
    NDArray weight = leaves.get(slices.get(z.modality()));
    NDArray product = Linear.linear(z.values(), weight).singletonOrThrow();
    return z.rows().complete() ? product : placed(product, z.rows());
  }

  /** Rows are moved, not multiplied: one that is not finite spoils no other. */
  private static NDArray placed(NDArray product, Rows rows) {
    NDManager manager = product.getManager();
    int classes = (int) product.getShape().get(1);
    NDArray withZeros = product.concat(manager.zeros(new Shape(1, classes)), 0);
    long[] sources = new long[rows.batch() * classes];
    for (int row = 0; row < rows.batch(); row++) {
      int position = rows.find(row);
      Arrays.fill(
          sources, row * classes, (row + 1) * classes, position < 0 ? rows.count() : position);
    }
    return withZeros.gather(manager.create(sources, new Shape(rows.batch(), classes)), 0);
  }
}
