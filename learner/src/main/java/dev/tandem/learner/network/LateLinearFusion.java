package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Σ_m W_m z_m + b. A missing modality's term is dropped, row by row. Parameters: {@code
 * fusion.MODALITY.weight} (classes, representation), {@code fusion.bias} (classes).
 *
 * @param slices modality to ordinal of W_m
 * @param bias ordinal of b
 */
record LateLinearFusion(Map<String, Integer> slices, int bias) implements LinearFusion {

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
  public Optional<HeadLogits> fuse(List<Representation> present, ForwardPass pass) {
    NDArray sum = term(present.get(0), pass);
    for (Representation next : present.subList(1, present.size())) {
      sum = sum.add(term(next, pass));
    }
    Rows all = Rows.all(present.get(0).rows().batch());
    return Optional.of(new HeadLogits(Heads.FUSED, all, sum.add(pass.get(bias))));
  }

  /** W_m z_m + b/M. */
  @Override
  public List<HeadLogits> terms(List<Representation> present, ForwardPass pass) {
    NDArray share = pass.get(bias).stopGradient().div(slices.size());
    return present.stream()
        .map(
            z -> {
              NDArray weight = pass.get(slices.get(z.modality())).stopGradient();
              NDArray product =
                  Linear.linear(z.detached().values(), weight).singletonOrThrow().add(share);
              return new HeadLogits(z.modality(), z.rows(), product);
            })
        .toList();
  }

  /** W_m z_m in the rows that have the modality, 0 elsewhere: (batch, classes). */
  private NDArray term(Representation z, ForwardPass pass) {
    NDArray weight = pass.get(slices.get(z.modality()));
    NDArray product = Linear.linear(z.values(), weight).singletonOrThrow();
    return Placement.of(z.rows()).zerosElsewhere(product);
  }
}
