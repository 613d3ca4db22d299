package dev.tandem.ingest.extract;

import java.util.Arrays;
import org.jtransforms.fft.FloatFFT_1D;

/** Sound to a log-mel spectrogram, float32 of shape (bands, windows). */
public final class LogMel implements FeatureExtractor {
  private static final double SILENCE = 1e-6;

  private final LogMelParameters parameters;
  private final TensorFormat format;
  private final MelFilterBank filters;
  private final FloatFFT_1D transform;
  private final float[] window;
  private final SampleSource source;

  /** Of the standard parameters. */
  public LogMel() {
    this(LogMelParameters.speech(), "1");
  }

  /**
   * @param version tells all that {@code parameters} say
   */
  LogMel(LogMelParameters parameters, String version) {
    this.parameters = parameters;
    this.format =
        TensorFormat.floats(LogMelType.WORD, version, parameters.bands(), parameters.windows());
    this.filters = new MelFilterBank(parameters);
    if (filters.empty() > 0) {
      throw new IllegalArgumentException(
          "%d of %d bands lie between two points of a transform of %d; use fewer bands or more points"
              .formatted(filters.empty(), parameters.bands(), parameters.transform()));
    }
    this.transform = new FloatFFT_1D(parameters.transform());
    this.window = hann(parameters.window());
    this.source = new SampleSource(parameters.sampleRate());
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    return FeatureTensor.of(format, spectrogram(clip(source.of(signal, LogMelType.WORD))));
  }

  /** Element n is 0.5 - 0.5 cos(2 pi n / length). */
  static float[] hann(int length) {
    float[] window = new float[length];
    for (int n = 0; n < length; n++) {
      window[n] = (float) (0.5 - 0.5 * StrictMath.cos(2 * Math.PI * n / length));
    }
    return window;
  }

  /** Cut or padded to the clip's length, and at the level of the parameters. */
  private float[] clip(float[] captured) {
    float[] samples = Arrays.copyOf(captured, parameters.samples());
    double squares = 0;
    for (float sample : samples) {
      squares += (double) sample * sample;
    }
    double level = Math.sqrt(squares / samples.length);
    float gain = level < SILENCE ? 1 : (float) (parameters.scaling().level() / level);
    for (int i = 0; i < samples.length; i++) {
      samples[i] *= gain;
    }
    return samples;
  }

  private float[] spectrogram(float[] samples) {
    int windows = parameters.windows();
    float[] features = new float[parameters.bands() * windows];
    float[] buffer = new float[parameters.transform()];
    float[] power = new float[parameters.transform() / 2 + 1];
    for (int w = 0; w < windows; w++) {
      measurePower(samples, w * parameters.hop(), buffer, power);
      for (int band = 0; band < parameters.bands(); band++) {
        features[band * windows + w] = scaled(filters.apply(band, power));
      }
    }
    return features;
  }

  private float scaled(float bandPower) {
    LogMelParameters.Scaling scaling = parameters.scaling();
    return (float)
        ((StrictMath.log(bandPower + scaling.floor()) - scaling.mean()) / scaling.deviation());
  }

  /** The power spectrum of the window that begins at {@code start}. */
  private void measurePower(float[] samples, int start, float[] buffer, float[] power) {
    for (int n = 0; n < window.length; n++) {
      buffer[n] = window[n] * samples[start + n];
    }
    Arrays.fill(buffer, window.length, buffer.length, 0);
    transform.realForward(buffer); // real parts at 2k, imaginary at 2k + 1; bin n/2 at 1
    int last = power.length - 1;
    power[0] = buffer[0] * buffer[0];
    power[last] = buffer[1] * buffer[1];
    for (int k = 1; k < last; k++) {
      power[k] = buffer[2 * k] * buffer[2 * k] + buffer[2 * k + 1] * buffer[2 * k + 1];
    }
  }
}
