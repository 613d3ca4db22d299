package dev.tandem.learner.network;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.FilmSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.GatedSpec;
import dev.tandem.learner.spec.LateCosineSpec;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.TransformerSpec;
import java.util.Map;

/** The fusions by their specifications. */
final class Fusions {

  private Fusions() {}

  /**
   * Builds the fusion of an architecture.
   *
   * @param encoders by modality
   */
  static Fusion build(
      Architecture architecture, Map<String, Encoder> encoders, ParameterLayout.Builder layout) {
    FusionSpec spec = architecture.fusion();
    if (spec instanceof LateMlpSpec mlp) {
      return LateMlpFusion.build(mlp, architecture, layout);
    }
    if (spec instanceof LateCosineSpec cosine) {
      return LateCosineFusion.build(cosine, architecture, layout);
    }
    if (spec instanceof FilmSpec) {
      return FilmFusion.build(architecture, layout);
    }
    if (spec instanceof GatedSpec gated) {
      return GatedFusion.build(gated, architecture, layout);
    }
    if (spec instanceof TransformerSpec transformer) {
      return TransformerFusion.build(transformer, architecture, encoders, layout);
    }
    return LateLinearFusion.build(architecture, layout);
  }
}
