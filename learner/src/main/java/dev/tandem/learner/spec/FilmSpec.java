package dev.tandem.learner.spec;

/**
 * Feature-wise linear modulation (Perez et al., AAAI 2018): the first modality conditions the
 * second, γ(z₀) ⊙ z₁ + β(z₀), then logits. Without the first γ = 1 and β = 0; without the second
 * there is no fused answer.
 */
public record FilmSpec() implements FusionSpec {

  static final String NAME = "film";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void requireFusable(int modalities) {
    Pairs.require(NAME, modalities);
  }
}
