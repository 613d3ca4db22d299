package dev.tandem.learner.spec;

import java.util.Set;

/**
 * A perceptron over all representations: Σ_m W_m z_m + b, ReLU, dropout, a hidden layer with ReLU,
 * logits.
 *
 * @param hidden units of both layers
 * @param dropout share of values that training leaves out, in [0, 1)
 */
public record LateMlpSpec(int hidden, double dropout) implements FusionSpec {

  static final String NAME = "late-mlp";

  public LateMlpSpec {
    Requirement.atLeast("fusion.hidden", hidden, 1, 128);
    Requirement.fraction("fusion.dropout", dropout, 0);
  }

  /** 128 units, no dropout. */
  public static LateMlpSpec standard() {
    return new LateMlpSpec(128, 0);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> layerNames() {
    return Set.of("hidden", "output");
  }
}
