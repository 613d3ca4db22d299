package dev.tandem.ingest.feed;

/** A noisy sensor. */
final class Camera {
  private static final int WHITE = 255;

  private Camera() {}

  /**
   * Adds Gaussian noise to each pixel, clipped to what a pixel can hold, in place.
   *
   * @param sigma deviation in units of full scale
   */
  static void addNoise(byte[] luma, double sigma, ClipRandom random) {
    if (sigma == 0) {
      return;
    }
    for (int i = 0; i < luma.length; i++) {
      long noisy = Math.round((luma[i] & 0xFF) + sigma * WHITE * random.nextGaussian());
      luma[i] = (byte) Math.max(0, Math.min(WHITE, noisy));
    }
  }
}
