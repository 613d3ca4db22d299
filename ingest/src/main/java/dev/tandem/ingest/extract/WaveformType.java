package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.Option;
import java.util.List;

/** {@code waveform}: samples as they are, for networks that hear for themselves. */
final class WaveformType extends SignalExtractorType {
  static final String WORD = "waveform";
  private static final Option<Integer> RATE = SoundOptions.rate(16_000);
  private static final List<Option<?>> OPTIONS = List.of(RATE, SoundOptions.SECONDS);

  WaveformType() {
    super(WORD, "samples of sound, from -1 to 1", SignalKind.SOUND, OPTIONS);
  }

  @Override
  public FeatureExtractor create(ExtractorSpec spec) {
    Config config = spec.config(OPTIONS);
    int rate = config.get(RATE);
    return new Waveform(
        rate,
        SoundOptions.samples(rate, config.get(SoundOptions.SECONDS)),
        ExtractorSpec.version(ExtractorSpec.FIRST, config, OPTIONS));
  }
}
