package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Option;
import java.util.List;

/** {@code log-mel}: a log-mel spectrogram. */
final class LogMelType extends SignalExtractorType {
  static final String WORD = "log-mel";
  private static final LogMelParameters STANDARD = LogMelParameters.speech();
  private static final int MAX_POINTS = 1 << 20;

  private static final Option<Integer> WINDOW =
      Option.ofInt(
          "window", STANDARD.window(), 2, MAX_POINTS, "Of the Fourier transform, samples.");
  private static final Option<Integer> HOP =
      Option.ofInt("hop", STANDARD.hop(), 1, MAX_POINTS, "From window to window, samples.");
  private static final Option<Integer> TRANSFORM =
      Option.ofInt(
          "transform", STANDARD.transform(), 2, MAX_POINTS, "Points; windows are padded to it.");
  private static final Option<Integer> BANDS =
      Option.ofInt("bands", STANDARD.bands(), 1, 1024, "Mel bands.");
  private static final Option<Double> LOWEST =
      frequency("low", STANDARD.lowest(), "Where the first band begins, Hz.");
  private static final Option<Double> HIGHEST =
      frequency("high", STANDARD.highest(), "Where the last band ends, Hz.");
  private static final Option<Double> MEAN =
      number("mean", STANDARD.scaling().mean(), "Of the logarithm of a band's power; becomes 0.");
  private static final Option<Double> DEVIATION =
      Option.ofDouble(
          "deviation",
          STANDARD.scaling().deviation(),
          "must be more than 0",
          value -> value > 0 && Double.isFinite(value),
          "Of the logarithm of a band's power; becomes 1.");
  private static final List<Option<?>> OPTIONS =
      List.of(
          SoundOptions.rate(STANDARD.sampleRate()),
          SoundOptions.SECONDS,
          WINDOW,
          HOP,
          TRANSFORM,
          BANDS,
          LOWEST,
          HIGHEST,
          MEAN,
          DEVIATION);

  private static Option<Double> frequency(String key, double fallback, String sentence) {
    return Option.ofDouble(
        key,
        fallback,
        "must be zero or more",
        value -> value >= 0 && Double.isFinite(value),
        sentence);
  }

  private static Option<Double> number(String key, double fallback, String sentence) {
    return Option.ofDouble(key, fallback, "must be a number", Double::isFinite, sentence);
  }

  LogMelType() {
    super(WORD, "a log-mel spectrogram of sound", SignalKind.SOUND, OPTIONS);
  }

  @Override
  public FeatureExtractor create(ExtractorSpec spec) {
    Config config = spec.config(OPTIONS);
    int rate = config.get(SoundOptions.rate(STANDARD.sampleRate()));
    LogMelParameters.Scaling scaling =
        new LogMelParameters.Scaling(
            STANDARD.scaling().level(),
            STANDARD.scaling().floor(),
            config.get(MEAN),
            config.get(DEVIATION));
    try {
      LogMelParameters parameters =
          new LogMelParameters(
              rate,
              SoundOptions.samples(rate, config.get(SoundOptions.SECONDS)),
              config.get(WINDOW),
              config.get(HOP),
              config.get(TRANSFORM),
              config.get(BANDS),
              config.get(LOWEST),
              config.get(HIGHEST),
              scaling);
      return new LogMel(parameters, ExtractorSpec.version(ExtractorSpec.FIRST, config, OPTIONS));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("extractor log-mel: " + e.getMessage(), e);
    }
  }
}
