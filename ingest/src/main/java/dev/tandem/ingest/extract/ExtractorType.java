package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A kind of extractor. Those of this module are known to {@link Extractors}; others are found as
 * services, as {@link java.util.ServiceLoader} finds them.
 */
public interface ExtractorType {
  /** What users call it, such as {@code log-mel}. */
  String word();

  /** How it is written and what it makes, for help texts. */
  String sentence();

  /** Its parameters. */
  List<Option<?>> options();

  /** Whether it takes such signals. */
  boolean takes(SignalKind kind);

  /**
   * One of this kind, which its caller closes.
   *
   * @throws dev.tandem.schemas.config.ConfigException for a parameter that is unknown or out of
   *     range, and for what cannot be loaded, saying what is allowed
   */
  FeatureExtractor create(ExtractorSpec spec);

  /**
   * How one is written that makes features of {@code version}; empty where none does.
   *
   * @param files that may be needed for it, such as networks
   * @throws dev.tandem.schemas.config.ConfigException where one of them cannot be read
   */
  default Optional<String> written(String version, List<Path> files) {
    return version.equals(ExtractorSpec.FIRST) || version.startsWith(ExtractorSpec.FIRST + ":")
        ? Optional.of(word() + version.substring(ExtractorSpec.FIRST.length()))
        : Optional.empty();
  }

  /**
   * How many frames a clip has whose features are of {@code version}; empty where that is not
   * known, or there are none.
   *
   * @param shape of the features
   */
  default OptionalInt frames(String version, List<Integer> shape) {
    return OptionalInt.empty();
  }
}
