package dev.tandem.ingest.extract;

/**
 * Triangular filters of height 1, evenly spaced on the mel scale of HTK: mel = 2595 log10(1 + f /
 * 700).
 */
final class MelFilterBank {
  private static final double MEL = 2595;
  private static final double KNEE = 700;

  private final int[] first;
  private final float[][] weights;

  MelFilterBank(LogMelParameters parameters) {
    int bands = parameters.bands();
    first = new int[bands];
    weights = new float[bands][];
    double from = mel(parameters.lowest());
    double step = (mel(parameters.highest()) - from) / (bands + 1);
    double binsPerHertz = (double) parameters.transform() / parameters.sampleRate();
    for (int band = 0; band < bands; band++) {
      setBand(
          band,
          hertz(from + band * step) * binsPerHertz,
          hertz(from + (band + 1) * step) * binsPerHertz,
          hertz(from + (band + 2) * step) * binsPerHertz);
    }
  }

  /** Bands that lie between two points of the spectrum, and hear nothing. */
  int empty() {
    int empty = 0;
    for (float[] filter : weights) {
      boolean hears = false;
      for (float weight : filter) {
        hears |= weight > 0;
      }
      empty += hears ? 0 : 1;
    }
    return empty;
  }

  static double mel(double hertz) {
    return MEL * StrictMath.log10(1 + hertz / KNEE);
  }

  static double hertz(double mel) {
    return KNEE * (StrictMath.pow(10, mel / MEL) - 1);
  }

  /** The weight of Fourier bin {@code bin} in {@code band}. */
  float weight(int band, int bin) {
    int i = bin - first[band];
    return i >= 0 && i < weights[band].length ? weights[band][i] : 0;
  }

  /** The weighted sum of {@code power} in {@code band}. */
  float apply(int band, float[] power) {
    float[] w = weights[band];
    int offset = first[band];
    float sum = 0;
    for (int i = 0; i < w.length; i++) {
      sum += w[i] * power[offset + i];
    }
    return sum;
  }

  /** Edges and centre in Fourier bins, as fractions. */
  private void setBand(int band, double left, double centre, double right) {
    first[band] = (int) Math.ceil(left);
    weights[band] = new float[Math.max(0, (int) Math.floor(right) - first[band] + 1)];
    for (int i = 0; i < weights[band].length; i++) {
      double bin = first[band] + i;
      double rise = (bin - left) / (centre - left);
      double fall = (right - bin) / (right - centre);
      weights[band][i] = (float) Math.min(rise, fall);
    }
  }
}
