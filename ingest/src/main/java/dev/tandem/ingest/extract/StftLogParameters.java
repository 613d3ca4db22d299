package dev.tandem.ingest.extract;

/**
 * Every number in a logarithmic spectrogram.
 *
 * @param sampleRate in Hz; other rates are resampled to it
 * @param samples of one clip; longer ones are cut, shorter ones repeated
 * @param window length of the periodic Hann window and of the Fourier transform, in samples
 * @param hop from window to window, in samples
 * @param centred whether the middle of the first window is the first sample; sound is mirrored at
 *     its ends then
 */
record StftLogParameters(int sampleRate, int samples, int window, int hop, boolean centred) {
  static final String MIRRORED = "mirrored";
  static final String INSIDE = "inside";

  StftLogParameters {
    if (window % 2 != 0 || window >= samples) {
      throw new IllegalArgumentException(
          "window is %d; must be even and less than the %d samples of a clip"
              .formatted(window, samples));
    }
  }

  int bins() {
    return window / 2 + 1;
  }

  /** How many windows a clip has. */
  int windows() {
    return 1 + (centred ? samples : samples - window) / hop;
  }
}
