package dev.tandem.ingest.feed;

/** Where a microphone stands: adds noise to sound. */
final class Room {
  private static final double DECIBEL = 10;

  /** Power of noise around silence. */
  private static final double QUIET = 1e-4;

  private Room() {}

  /**
   * White noise at {@code snr} dB under the mean power of the whole clip, in place.
   *
   * @param snr infinite for none
   */
  static void addNoise(float[] samples, double snr, ClipRandom random) {
    if (snr == Double.POSITIVE_INFINITY) {
      return;
    }
    double power = power(samples);
    double deviation = Math.sqrt((power == 0 ? QUIET : power) / StrictMath.pow(10, snr / DECIBEL));
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (float) (deviation * random.nextGaussian());
    }
  }

  private static double power(float[] samples) {
    double squares = 0;
    for (float sample : samples) {
      squares += (double) sample * sample;
    }
    return squares / samples.length;
  }
}
