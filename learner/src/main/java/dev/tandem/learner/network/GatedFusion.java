package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.GatedSpec;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import java.util.List;
import java.util.Optional;

/**
 * σ(P₀ z₀) ⊙ P₁ z₁, then logits. Rows without the first modality have the gate open; rows without
 * the second are not answered. A pace scales its modality's own projection, weight and bias.
 * Parameters: {@code fusion.MODALITY} and {@code fusion.output}.
 *
 * @param gating name of the first modality
 * @param gated name of the second
 * @param gate P₀
 * @param projection P₁
 * @param output to the logits
 */
record GatedFusion(String gating, String gated, Layer gate, Layer projection, Layer output)
    implements Fusion {

  static GatedFusion build(
      GatedSpec spec, Architecture architecture, ParameterLayout.Builder layout) {
    LayerFactory layers = new LayerFactory(layout, ParameterGroup.shared(), "fusion.");
    ModalitySpec first = architecture.modalities().get(0);
    ModalitySpec second = architecture.modalities().get(1);
    return new GatedFusion(
        first.name(),
        second.name(),
        projection(layers, first, spec.width()),
        projection(layers, second, spec.width()),
        layers.under("output").logits(spec.width(), architecture.classes()));
  }

  private static Layer projection(LayerFactory layers, ModalitySpec modality, int width) {
    return layers
        .of(ParameterGroup.fusionSlice(modality.name()))
        .under(modality.name())
        .linear(modality.encoder().representation(), width);
  }

  @Override
  public Optional<HeadLogits> fuse(List<Representation> present, ForwardPass pass) {
    return Representation.named(gated, present)
        .map(
            z -> {
              NDArray projected = projection.apply(z.values(), pass);
              NDArray passed =
                  Representation.named(gating, present)
                      .map(gate -> projected.mul(open(gate, z.rows(), pass)))
                      .orElse(projected);
              return new HeadLogits(Heads.FUSED, z.rows(), output.apply(passed, pass));
            });
  }

  /** How far the gate is open for some rows. */
  private NDArray open(Representation by, Rows rows, ForwardPass pass) {
    NDArray known = Activation.sigmoid(gate.apply(by.values(), pass));
    return Placement.of(by.rows()).in(rows, known, 1);
  }
}
