package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.Option;
import java.util.List;

/** {@code waveform}: samples as they are, for networks that hear for themselves. */
final class WaveformType implements ExtractorType {
  static final String WORD = "waveform";
  private static final Option<Integer> RATE = SoundOptions.rate(16_000);
  private static final List<Option<?>> OPTIONS = List.of(RATE, SoundOptions.SECONDS);

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String sentence() {
    return "samples of sound, from -1 to 1";
  }

  @Override
  public List<Option<?>> options() {
    return OPTIONS;
  }

  @Override
  public boolean takes(SignalKind kind) {
    return kind == SignalKind.SOUND;
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
