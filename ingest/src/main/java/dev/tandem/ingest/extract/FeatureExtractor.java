package dev.tandem.ingest.extract;

import java.util.List;

/** Turns signals into features. From any thread; whoever made it closes it. */
public interface FeatureExtractor extends AutoCloseable {
  TensorFormat format();

  /**
   * Features in this extractor's format; throws {@link IllegalArgumentException} for a signal of
   * another kind.
   */
  FeatureTensor extract(Signal signal);

  /**
   * Features of each of {@code signals}, in their order: the same as {@link #extract} gives, and
   * perhaps sooner.
   */
  default List<FeatureTensor> extractAll(List<? extends Signal> signals) {
    return signals.stream().map(this::extract).toList();
  }

  /** Of so many signals at once it is quickest. */
  default int batch() {
    return 1;
  }

  /** Whether frames are to be captured in colours. */
  default boolean seesColours() {
    return false;
  }

  /** Frees what it holds; its format is still told then. */
  @Override
  default void close() {}
}
