package dev.tandem.ingest.extract;

import org.jtransforms.fft.FloatFFT_1D;

/**
 * Sound to the logarithm of its short-time Fourier transform, log(|x| + 1e-7), float32 of shape
 * (bins, windows): of CREMA-D (257, 188), of AVE (257, 1004), of UCF101 (257, 136), as Peng et al.
 * (CVPR 2022) and those after them compute it.
 */
final class StftLog implements FeatureExtractor {
  private static final double FLOOR = 1e-7;

  private final StftLogParameters parameters;
  private final TensorFormat format;
  private final SampleSource source;
  private final FloatFFT_1D transform;
  private final float[] window;

  StftLog(StftLogParameters parameters, String version) {
    this.parameters = parameters;
    this.format =
        TensorFormat.floats(StftLogType.WORD, version, parameters.bins(), parameters.windows());
    this.source = new SampleSource(parameters.sampleRate());
    this.transform = new FloatFFT_1D(parameters.window());
    this.window = LogMel.hann(parameters.window());
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    float[] clip = repeated(source.of(signal, StftLogType.WORD));
    int windows = parameters.windows();
    float[] features = new float[format.elements()];
    float[] buffer = new float[window.length];
    for (int w = 0; w < windows; w++) {
      int begin = w * parameters.hop() - (parameters.centred() ? parameters.window() / 2 : 0);
      transform(clip, begin, buffer);
      for (int bin = 0; bin < parameters.bins(); bin++) {
        features[bin * windows + w] = (float) StrictMath.log(magnitude(buffer, bin) + FLOOR);
      }
    }
    return FeatureTensor.of(format, features);
  }

  /** Within -1 to 1, from the begin again where it is too short. */
  private float[] repeated(float[] samples) {
    float[] clip = new float[parameters.samples()];
    for (int i = 0; i < clip.length && samples.length > 0; i++) {
      clip[i] = Math.max(-1, Math.min(1, samples[i % samples.length]));
    }
    return clip;
  }

  private void transform(float[] clip, int begin, float[] buffer) {
    for (int n = 0; n < window.length; n++) {
      buffer[n] = window[n] * clip[mirrored(begin + n, clip.length)];
    }
    transform.realForward(buffer); // real parts at 2k, imaginary at 2k + 1; bin n/2 at 1
  }

  private static int mirrored(int index, int length) {
    if (index < 0) {
      return -index;
    }
    return index < length ? index : 2 * (length - 1) - index;
  }

  private static double magnitude(float[] buffer, int bin) {
    if (bin == 0 || bin == buffer.length / 2) {
      return Math.abs(buffer[bin == 0 ? 0 : 1]);
    }
    double real = buffer[2 * bin];
    double imaginary = buffer[2 * bin + 1];
    return Math.sqrt(real * real + imaginary * imaginary);
  }
}
