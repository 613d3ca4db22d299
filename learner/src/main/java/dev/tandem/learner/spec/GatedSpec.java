package dev.tandem.learner.spec;

import java.util.Set;

/**
 * The first modality gates the second (Kiela et al., 2018): σ(P₀ z₀) ⊙ P₁ z₁, then logits. Without
 * the first the gate is open (1); without the second there is no fused answer.
 *
 * @param width of both projections
 */
public record GatedSpec(int width) implements FusionSpec {

  static final String NAME = "gated";

  public GatedSpec {
    Requirement.atLeast("fusion.width", width, 1, 128);
  }

  /** Width 128. */
  public static GatedSpec standard() {
    return new GatedSpec(128);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> layerNames() {
    return Set.of("output");
  }

  @Override
  public void requireFusable(int modalities) {
    Pairs.require(NAME, modalities);
  }
}
