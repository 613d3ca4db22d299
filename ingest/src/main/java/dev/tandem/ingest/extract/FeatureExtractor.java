package dev.tandem.ingest.extract;

/** Turns one signal into features. Used by one thread. */
public interface FeatureExtractor {
  TensorFormat format();

  /**
   * Features in this extractor's format; throws {@link IllegalArgumentException} for a signal of
   * another kind.
   */
  FeatureTensor extract(Signal signal);
}
