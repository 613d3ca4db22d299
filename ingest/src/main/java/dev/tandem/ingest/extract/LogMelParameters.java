package dev.tandem.ingest.extract;

/**
 * Every number in a log-mel spectrogram.
 *
 * @param sampleRate in Hz; other rates are resampled to it
 * @param samples of one clip; longer ones are cut, shorter ones padded with silence
 * @param window length of the periodic Hann window, in samples
 * @param hop from window to window, in samples
 * @param transform length of the Fourier transform, in samples; at least {@code window}
 * @param bands of the mel filter bank
 * @param lowest edge of the first band, in Hz
 * @param highest edge of the last band, in Hz
 * @param scaling see {@link Scaling}
 */
public record LogMelParameters(
    int sampleRate,
    int samples,
    int window,
    int hop,
    int transform,
    int bands,
    double lowest,
    double highest,
    Scaling scaling) {

  public LogMelParameters {
    if (transform % 2 != 0 || lowest >= highest) {
      throw new IllegalArgumentException(
          "transform is %d and bands go from %s to %s Hz; transform must be even, and low less than high"
              .formatted(transform, lowest, highest));
    }
    if (window > transform || window > samples || highest > sampleRate / 2.0) {
      throw new IllegalArgumentException(
          "window %d must fit the transform %d and the clip %d, and %s Hz the sample rate %d"
              .formatted(window, transform, samples, highest, sampleRate));
    }
  }

  /** One second at 8 kHz: 25 ms windows every 10 ms, 256 points, 40 bands from 20 Hz to 4 kHz. */
  public static LogMelParameters speech() {
    return new LogMelParameters(8_000, 8_000, 200, 80, 256, 40, 20, 4_000, Scaling.speech());
  }

  /** Windows per clip. */
  public int windows() {
    return 1 + (samples - window) / hop;
  }

  /**
   * From samples to numbers around zero.
   *
   * @param level root mean square that every clip is brought to first, as a microphone's automatic
   *     gain does; full scale is 1
   * @param floor added to a band's power before the natural logarithm
   * @param mean of that logarithm, a constant
   * @param deviation of that logarithm, a constant
   */
  public record Scaling(double level, double floor, double mean, double deviation) {

    /** Measured on spoken digits in noise of 0 dB. */
    static Scaling speech() {
      return new Scaling(0.1, 1e-3, 0.05, 1.15);
    }
  }
}
