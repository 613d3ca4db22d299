package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import java.util.List;
import java.util.Optional;

/**
 * γ(z₀) ⊙ z₁ + β(z₀), then logits. Rows without the first modality have γ = 1 and β = 0; rows
 * without the second are not answered. Paces scale nothing of it. Parameters: {@code fusion.film},
 * whose outputs are γ and then β, and {@code fusion.output}.
 *
 * @param conditioner name of the first modality
 * @param conditioned name of the second
 * @param modulation from z₀ to γ and β
 * @param output to the logits
 */
record FilmFusion(String conditioner, String conditioned, Layer modulation, Layer output)
    implements Fusion {

  static FilmFusion build(Architecture architecture, ParameterLayout.Builder layout) {
    LayerFactory layers = new LayerFactory(layout, ParameterGroup.shared(), "fusion.");
    ModalitySpec first = architecture.modalities().get(0);
    ModalitySpec second = architecture.modalities().get(1);
    int width = second.encoder().representation();
    return new FilmFusion(
        first.name(),
        second.name(),
        layers.under("film").linear(first.encoder().representation(), 2 * width),
        layers.under("output").logits(width, architecture.classes()));
  }

  @Override
  public Optional<HeadLogits> fuse(List<Representation> present, ForwardPass pass) {
    return Representation.named(conditioned, present)
        .map(
            z ->
                new HeadLogits(
                    Heads.FUSED,
                    z.rows(),
                    output.apply(
                        modulated(z, Representation.named(conditioner, present), pass), pass)));
  }

  private NDArray modulated(
      Representation z, Optional<Representation> condition, ForwardPass pass) {
    if (condition.isEmpty()) {
      return z.values();
    }
    NDList parts = modulation.apply(condition.get().values(), pass).split(2, 1);
    Placement placement = Placement.of(condition.get().rows());
    NDArray gamma = placement.in(z.rows(), parts.get(0), 1);
    NDArray beta = placement.in(z.rows(), parts.get(1), 0);
    return gamma.mul(z.values()).add(beta);
  }
}
