package dev.tandem.learner.spec;

import java.util.List;
import java.util.Set;

/**
 * How representations become fused logits, as data: a name and its own options. Its JSON form is
 * the name, or an object with the field {@code name}, then the components of its record.
 */
public sealed interface FusionSpec
    permits LateLinearSpec, LateCosineSpec, LateMlpSpec, FilmSpec, GatedSpec, TransformerSpec {

  /** The known names. */
  List<String> NAMES =
      List.of(
          FilmSpec.NAME,
          GatedSpec.NAME,
          LateCosineSpec.NAME,
          LateLinearSpec.NAME,
          LateMlpSpec.NAME,
          TransformerSpec.NAME);

  /** Its name in configuration and versions. */
  String name();

  /** Names of its own layers that stand beside those of the modalities, which none may have. */
  default Set<String> layerNames() {
    return Set.of();
  }

  /**
   * Checks that it is defined for so many modalities.
   *
   * @throws IllegalArgumentException if it is not
   */
  default void requireFusable(int modalities) {}

  /**
   * The named fusion with its default options.
   *
   * @throws IllegalArgumentException for an unknown name, listing the known ones
   */
  static FusionSpec named(String name) {
    Requirement.oneOf("architecture.fusion", name, NAMES);
    return switch (name) {
      case FilmSpec.NAME -> new FilmSpec();
      case GatedSpec.NAME -> GatedSpec.standard();
      case LateCosineSpec.NAME -> LateCosineSpec.standard();
      case LateMlpSpec.NAME -> LateMlpSpec.standard();
      case TransformerSpec.NAME -> TransformerSpec.standard();
      default -> new LateLinearSpec();
    };
  }
}
