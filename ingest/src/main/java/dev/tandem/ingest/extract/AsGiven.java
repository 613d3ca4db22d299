package dev.tandem.ingest.extract;

/** Features that somebody else has extracted, as they are. */
public record AsGiven(TensorFormat format) implements FeatureExtractor {

  @Override
  public FeatureTensor extract(Signal signal) {
    if (signal instanceof Signal.Given given) {
      return FeatureTensor.ofStored(format, given.elements());
    }
    throw new IllegalArgumentException(
        "features as they are expect a Given but got a " + signal.getClass().getSimpleName());
  }
}
