package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Σ_m W_m z_m + b, ReLU, dropout, a hidden layer with ReLU, logits. A missing modality's term is
 * dropped, row by row. A pace scales its modality's W_m. Parameters: {@code
 * fusion.MODALITY.weight}, {@code fusion.bias}, {@code fusion.hidden}, {@code fusion.output}.
 *
 * @param slices modality to ordinal of W_m (hidden, representation)
 * @param bias ordinal of b (hidden)
 * @param dropout after the first ReLU
 * @param hidden second layer
 * @param output to the logits
 */
record LateMlpFusion(
    Map<String, Integer> slices, int bias, Layer dropout, Layer hidden, Layer output)
    implements Fusion {

  static LateMlpFusion build(
      LateMlpSpec spec, Architecture architecture, ParameterLayout.Builder layout) {
    LayerFactory layers = new LayerFactory(layout, ParameterGroup.shared(), "fusion.");
    int fanIn =
        architecture.modalities().stream().mapToInt(m -> m.encoder().representation()).sum();
    Initializer initializer = Initializer.uniform(fanIn);
    Map<String, Integer> slices = new LinkedHashMap<>();
    for (ModalitySpec modality : architecture.modalities()) {
      TensorShape shape = TensorShape.of(spec.hidden(), modality.encoder().representation());
      slices.put(
          modality.name(),
          layers
              .of(ParameterGroup.fusionSlice(modality.name()))
              .under(modality.name())
              .parameter("weight", shape, initializer));
    }
    int bias = layers.parameter("bias", TensorShape.of(spec.hidden()), initializer);
    return new LateMlpFusion(
        slices,
        bias,
        layers.dropout(spec.dropout(), bias),
        layers.under("hidden").linear(spec.hidden(), spec.hidden()),
        layers.under("output").logits(spec.hidden(), architecture.classes()));
  }

  @Override
  public Optional<HeadLogits> fuse(List<Representation> present, ForwardPass pass) {
    NDArray sum = term(present.get(0), pass);
    for (Representation next : present.subList(1, present.size())) {
      sum = sum.add(term(next, pass));
    }
    NDArray first = dropout.apply(Activation.relu(sum.add(pass.get(bias))), pass);
    NDArray second = Activation.relu(hidden.apply(first, pass));
    Rows all = Rows.all(present.get(0).rows().batch());
    return Optional.of(new HeadLogits(Heads.FUSED, all, output.apply(second, pass)));
  }

  private NDArray term(Representation z, ForwardPass pass) {
    NDArray product =
        Linear.linear(z.values(), pass.get(slices.get(z.modality()))).singletonOrThrow();
    return Placement.of(z.rows()).zerosElsewhere(product);
  }
}
