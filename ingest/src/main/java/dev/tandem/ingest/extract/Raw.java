package dev.tandem.ingest.extract;

/** Vectors as they are, float32 of shape (dimension). */
public final class Raw implements FeatureExtractor {
  private final TensorFormat format;

  public Raw(int dimension) {
    format = TensorFormat.floats("raw", "1", dimension);
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    if (signal instanceof Signal.Vector vector) {
      return FeatureTensor.of(format, vector.values());
    }
    throw new IllegalArgumentException(
        "raw expects a Vector but got a " + signal.getClass().getSimpleName());
  }
}
