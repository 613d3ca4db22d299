package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LateCosineSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * s · Σ_m cos(z_m, W_m[c]), without a bias. A missing modality's term is dropped, row by row. A
 * pace scales its modality's W_m. Parameters: {@code fusion.MODALITY.weight} (classes,
 * representation).
 *
 * @param slices modality to ordinal of W_m
 * @param scale s
 */
record LateCosineFusion(Map<String, Integer> slices, float scale) implements Fusion {

  /** Shorter vectors are divided by this, as PyTorch's normalize does. */
  private static final float SHORTEST = 1e-12f;

  static LateCosineFusion build(
      LateCosineSpec spec, Architecture architecture, ParameterLayout.Builder layout) {
    int fanIn =
        architecture.modalities().stream().mapToInt(m -> m.encoder().representation()).sum();
    Map<String, Integer> slices = new LinkedHashMap<>();
    for (ModalitySpec modality : architecture.modalities()) {
      TensorShape shape =
          TensorShape.of(architecture.classes(), modality.encoder().representation());
      ParameterGroup group = ParameterGroup.fusionSlice(modality.name());
      String name = "fusion.%s.weight".formatted(modality.name());
      slices.put(
          modality.name(), layout.addByClass(name, shape, group, Initializer.uniform(fanIn)));
    }
    return new LateCosineFusion(slices, (float) spec.scale());
  }

  @Override
  public Optional<HeadLogits> fuse(List<Representation> present, ForwardPass pass) {
    NDArray sum = cosines(present.get(0), pass);
    for (Representation next : present.subList(1, present.size())) {
      sum = sum.add(cosines(next, pass));
    }
    Rows all = Rows.all(present.get(0).rows().batch());
    return Optional.of(new HeadLogits(Heads.FUSED, all, sum.mul(pass.scalar(scale))));
  }

  /** In the rows that have the modality, 0 elsewhere: (batch, classes). */
  private NDArray cosines(Representation z, ForwardPass pass) {
    NDArray weight = normalized(pass.get(slices.get(z.modality())), pass);
    NDArray product = Linear.linear(normalized(z.values(), pass), weight).singletonOrThrow();
    return Placement.of(z.rows()).zerosElsewhere(product);
  }

  /** Rows of length 1. Where a row is 0 it stays so, and nothing flows back through its length. */
  private static NDArray normalized(NDArray rows, ForwardPass pass) {
    NDArray squares = rows.mul(rows).sum(new int[] {1}, true);
    NDArray length = squares.maximum(pass.scalar(SHORTEST * SHORTEST)).sqrt();
    return rows.div(length);
  }
}
