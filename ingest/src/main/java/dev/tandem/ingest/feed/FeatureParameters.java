package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.ExtractorType;
import dev.tandem.ingest.extract.Extractors;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a feed of sound and pictures has to be told, so that its features are what a model takes.
 */
public final class FeatureParameters {
  private static final Map<String, String> OPTIONS =
      Map.of(
          AudioVideo.AUDIO,
          FeedOptions.AUDIO_FEATURES.key(),
          AudioVideo.VIDEO,
          FeedOptions.VIDEO_FEATURES.key());

  private FeatureParameters() {}

  /**
   * Parameters of a feed, by name. Modalities of the model that no media have are passed over.
   *
   * @param networks files that extractors may need
   * @throws FeedException where no extractor of this build makes such features, saying what to do
   */
  public static Map<String, String> of(List<FeatureContract> contract, List<Path> networks) {
    Map<String, String> parameters = new TreeMap<>();
    for (FeatureContract part : contract) {
      Optional.ofNullable(OPTIONS.get(part.getModality()))
          .ifPresent(option -> put(part, option, networks, parameters));
    }
    if (parameters.isEmpty()) {
      throw new FeedException(
          "the model takes %s; media have audio and video. Send it features."
              .formatted(contract.stream().map(FeatureContract::getModality).toList()));
    }
    return parameters;
  }

  private static void put(
      FeatureContract part, String option, List<Path> networks, Map<String, String> parameters) {
    Extractor extractor = part.getExtractor();
    ExtractorType type =
        Extractors.types().stream()
            .filter(known -> known.word().equals(extractor.getName()))
            .findFirst()
            .orElseThrow(() -> unknown(part, networks));
    parameters.put(
        option, written(type, extractor, networks).orElseThrow(() -> unknown(part, networks)));
    OptionalInt frames = type.frames(extractor.getVersion(), part.getShape());
    frames.ifPresent(count -> parameters.put(FeedOptions.FRAMES.key(), Integer.toString(count)));
  }

  private static Optional<String> written(
      ExtractorType type, Extractor extractor, List<Path> networks) {
    try {
      return type.written(extractor.getVersion(), networks);
    } catch (ConfigException e) {
      throw new FeedException(e.getMessage(), e);
    }
  }

  private static FeedException unknown(FeatureContract part, List<Path> networks) {
    return new FeedException(
        "the model takes %s by %s %s, which is not to be had here%s"
            .formatted(
                part.getModality(),
                part.getExtractor().getName(),
                part.getExtractor().getVersion(),
                networks.isEmpty()
                    ? "; name the network's file where it is a network's"
                    : ", and none of %s is its network".formatted(networks)));
  }
}
