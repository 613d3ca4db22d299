package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Option;
import java.util.List;

/** {@code stft-log}: the spectrogram of the papers on modality imbalance. */
final class StftLogType extends SignalExtractorType {
  static final String WORD = "stft-log";
  private static final int MAX_POINTS = 1 << 20;

  private static final Option<Integer> RATE = SoundOptions.rate(22_050);
  private static final Option<Double> SECONDS =
      Option.ofDouble(
          "seconds",
          3.0,
          SoundOptions.SECONDS.range(),
          SoundOptions.SECONDS.allowed(),
          "Of sound; shorter ones are repeated, longer ones cut.");
  private static final Option<Integer> WINDOW =
      Option.ofInt("window", 512, 2, MAX_POINTS, "Of the Fourier transform, samples.");
  private static final Option<Integer> HOP =
      Option.ofInt("hop", 353, 1, MAX_POINTS, "From window to window, samples.");
  private static final Option<String> EDGES =
      Option.ofChoice(
          "edges",
          StftLogParameters.MIRRORED,
          List.of(StftLogParameters.MIRRORED, StftLogParameters.INSIDE),
          "Whether windows are centred, on sound mirrored at its ends, or all within it.");
  private static final List<Option<?>> OPTIONS = List.of(RATE, SECONDS, WINDOW, HOP, EDGES);

  StftLogType() {
    super(
        WORD,
        "the logarithm of a spectrogram, as published for CREMA-D",
        SignalKind.SOUND,
        OPTIONS);
  }

  @Override
  public FeatureExtractor create(ExtractorSpec spec) {
    Config config = spec.config(OPTIONS);
    int rate = config.get(RATE);
    try {
      return new StftLog(
          new StftLogParameters(
              rate,
              SoundOptions.samples(rate, config.get(SECONDS)),
              config.get(WINDOW),
              config.get(HOP),
              config.get(EDGES).equals(StftLogParameters.MIRRORED)),
          ExtractorSpec.version(ExtractorSpec.FIRST, config, OPTIONS));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("extractor stft-log: " + e.getMessage(), e);
    }
  }
}
