package dev.tandem.learner.spec;

import java.util.Set;

/**
 * A transformer encoder over a class token and the tokens of all modalities, before they are
 * pooled; logits are read from the class token.
 *
 * @param dimension of every token, a multiple of {@code heads}
 * @param heads of the attention
 * @param layers one after the other
 * @param dropout share of values that training leaves out, in [0, 1)
 */
public record TransformerSpec(int dimension, int heads, int layers, double dropout)
    implements FusionSpec {

  static final String NAME = "transformer";

  public TransformerSpec {
    Requirement.atLeast("fusion.dimension", dimension, 1, 64);
    Requirement.atLeast("fusion.heads", heads, 1, 4);
    Requirement.atLeast("fusion.layers", layers, 1, 1);
    Requirement.fraction("fusion.dropout", dropout, 0);
    if (dimension % heads != 0) {
      throw new IllegalArgumentException(
          "fusion transformer: dimension is %d with %d heads; it must be a multiple of them. Correct one of them."
              .formatted(dimension, heads));
    }
  }

  /** Dimension 64, 4 heads, one layer, no dropout. */
  public static TransformerSpec standard() {
    return new TransformerSpec(64, 4, 1, 0);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> layerNames() {
    return Set.of("output");
  }
}
