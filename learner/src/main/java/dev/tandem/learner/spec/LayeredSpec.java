package dev.tandem.learner.spec;

import java.util.List;

/** What encoders of layers of given widths have in common. */
final class LayeredSpec {

  static final int REPRESENTATION = 64;
  static final String NORMALIZED = "layer";

  private static final List<String> NORMALIZATIONS = List.of(NORMALIZED, "none");

  private LayeredSpec() {}

  /** The widths, if all is as it must be. */
  static List<Integer> require(List<Integer> widths, int representation, String normalization) {
    Requirement.present("encoder.widths", widths, "a list of sizes");
    widths.forEach(width -> Requirement.atLeast("encoder.widths", width, 1, "the default widths"));
    Requirement.atLeast("encoder.representation", representation, 1, REPRESENTATION);
    Requirement.oneOf("encoder.normalization", normalization, NORMALIZATIONS);
    return List.copyOf(widths);
  }
}
