package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Option;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An extractor as it is written: {@code WORD}, {@code WORD:name=value:name=value} or {@code
 * WORD:PATH:name=value}.
 *
 * @param word of its {@link ExtractorType}
 * @param path empty where there is none
 * @param parameters as given
 * @param kind of the signals
 * @param frames pictures in a signal that it picks from
 */
public record ExtractorSpec(
    String word, String path, SortedMap<String, String> parameters, SignalKind kind, int frames) {
  /** The number of an extractor's arithmetic that its versions begin with. */
  static final String FIRST = "1";

  public ExtractorSpec {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Throws {@link ConfigException} where a parameter is given twice. */
  public static ExtractorSpec parse(String text, SignalKind kind, int frames) {
    List<String> pieces = List.of(text.split(":", -1));
    SortedMap<String, String> parameters = new TreeMap<>();
    int first = pieces.size();
    while (first > 1 && pieces.get(first - 1).matches("[a-z][a-z-]*=.*")) {
      first--;
      String piece = pieces.get(first);
      int equals = piece.indexOf('=');
      if (parameters.put(piece.substring(0, equals), piece.substring(equals + 1)) != null) {
        throw new ConfigException(
            "extractor %s: '%s' is given twice".formatted(text, piece.substring(0, equals)));
      }
    }
    String path = String.join(":", pieces.subList(1, first));
    return new ExtractorSpec(pieces.get(0), path, parameters, kind, frames);
  }

  /**
   * Its parameters, of which {@code known} may be given, and no path; throws {@link
   * ConfigException}.
   */
  public Config config(List<Option<?>> known) {
    if (!path.isEmpty()) {
      throw new ConfigException(
          "extractor %s takes no path but has %s; write %s:name=value".formatted(word, path, word));
    }
    Config config = Config.of(parameters, known);
    known.forEach(config::get);
    return config;
  }

  /**
   * What tells features of this extractor from others of its word: {@code number} of its
   * arithmetic, and each parameter that is not the default, such as {@code 1:bands=64:rate=16000}.
   */
  static String version(String number, Config config, List<Option<?>> known) {
    String differing =
        known.stream()
            .sorted((one, other) -> one.key().compareTo(other.key()))
            .filter(option -> !config.get(option).equals(Config.empty().get(option)))
            .map(option -> ":" + option.key() + "=" + config.get(option))
            .collect(Collectors.joining());
    return number + differing;
  }

  /** Another word for the same signals. */
  public ExtractorSpec of(String otherWord, Map<String, String> otherParameters) {
    return new ExtractorSpec(otherWord, "", new TreeMap<>(otherParameters), kind, frames);
  }
}
