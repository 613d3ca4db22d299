package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Nearest;
import dev.tandem.schemas.records.ElementType;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Knows every kind of extractor, and makes them. */
public final class Extractors {
  private static final List<ExtractorType> OWN =
      List.of(new LogMelType(), new StftLogType(), new WaveformType(), new FrameStackType());

  /** Of a clip's features: what one record takes. */
  private static final long MAX_BYTES = 15 << 20;

  private Extractors() {}

  /** Every kind, those of this module first. */
  public static List<ExtractorType> types() {
    return Stream.concat(
            OWN.stream(),
            ServiceLoader.load(ExtractorType.class, ExtractorType.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get))
        .toList();
  }

  /**
   * What {@code text} says, such as {@code log-mel:bands=64}; its caller closes it. Throws {@link
   * ConfigException} for what is unknown or out of range, saying what is allowed.
   *
   * @param kind of the signals
   * @param frames pictures in a signal that are picked
   */
  public static FeatureExtractor of(String text, SignalKind kind, int frames) {
    return of(ExtractorSpec.parse(text, kind, frames));
  }

  public static FeatureExtractor of(ExtractorSpec spec) {
    List<ExtractorType> able = types().stream().filter(type -> type.takes(spec.kind())).toList();
    List<String> words = able.stream().map(ExtractorType::word).sorted().toList();
    ExtractorType type =
        able.stream()
            .filter(known -> known.word().equals(spec.word()))
            .findFirst()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "unknown extractor '%s' of %s%s; write one of them, and its parameters as NAME:key=value:key=value"
                            .formatted(
                                spec.word(),
                                spec.kind().word(),
                                Nearest.hint(spec.word(), words))));
    FeatureExtractor extractor = type.create(spec);
    if (bytes(extractor.format()) > MAX_BYTES) {
      extractor.close();
      throw new ConfigException(
          "features of shape %s have %,d bytes a clip; a record holds %,d. Make them smaller"
              .formatted(extractor.format().shape(), bytes(extractor.format()), MAX_BYTES));
    }
    return extractor;
  }

  private static long bytes(TensorFormat format) {
    long elements =
        format.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    return elements * (format.elementType() == ElementType.UINT8 ? Byte.BYTES : Float.BYTES);
  }
}
