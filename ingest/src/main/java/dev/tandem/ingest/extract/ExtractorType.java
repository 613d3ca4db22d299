package dev.tandem.ingest.extract;

/**
 * A kind of extractor. Those of this module are known to {@link Extractors}; others are found as
 * services, as {@link java.util.ServiceLoader} finds them.
 */
public interface ExtractorType {
  /** What users call it, such as {@code log-mel}. */
  String word();

  /** What it makes of what, and its parameters, for help texts. */
  String sentence();

  /** Whether it takes such signals. */
  boolean takes(SignalKind kind);

  /**
   * One of this kind, which its caller closes.
   *
   * @throws dev.tandem.schemas.config.ConfigException for a parameter that is unknown or out of
   *     range, and for what cannot be loaded, saying what is allowed
   */
  FeatureExtractor create(ExtractorSpec spec);
}
