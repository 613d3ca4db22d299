package dev.tandem.ingest.extract;

import java.util.Arrays;

/** Sound as samples, float32 of shape (samples): cut, or padded with silence, to a length. */
final class Waveform implements FeatureExtractor {
  private final TensorFormat format;
  private final SampleSource source;

  /**
   * @param rate in Hz; other rates are resampled to it
   */
  Waveform(int rate, int samples, String version) {
    this.format = TensorFormat.floats(WaveformType.WORD, version, samples);
    this.source = new SampleSource(rate);
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    return FeatureTensor.of(
        format, Arrays.copyOf(source.of(signal, WaveformType.WORD), format.elements()));
  }
}
