package dev.tandem.learner.spec;

/** What fusions of two modalities have in common. */
final class Pairs {

  private Pairs() {}

  static void require(String fusion, int modalities) {
    if (modalities != 2) {
      throw new IllegalArgumentException(
          "architecture.fusion is %s, which is defined for two modalities, not for %d. Use late-linear, late-mlp or transformer."
              .formatted(fusion, modalities));
    }
  }
}
