package dev.tandem.ingest.extract;

/**
 * Changes the sample rate by a windowed sinc filter, one set of weights per phase. Immutable.
 *
 * <p>The pass band ends a little under the lower of the two Nyquist frequencies.
 */
public final class Resampler {
  /** Zero crossings of the sinc on each side. */
  private static final int CROSSINGS = 16;

  private static final double PASS = 0.94;

  private final int from;
  private final int up;
  private final int down;
  private final int reach;
  private final float[][] phases;

  /** Rates in Hz. */
  public Resampler(int from, int to) {
    if (from < 1 || to < 1) {
      throw new IllegalArgumentException(
          "cannot resample from %d Hz to %d Hz; both must be positive".formatted(from, to));
    }
    int divisor = greatestCommonDivisor(from, to);
    this.from = from;
    this.up = to / divisor;
    this.down = from / divisor;
    double cutoff = PASS * Math.min(1, (double) to / from);
    this.reach = (int) Math.ceil(CROSSINGS / cutoff);
    this.phases = from == to ? new float[0][] : phases(cutoff);
  }

  public int from() {
    return from;
  }

  /** The samples at the new rate; the same array where the rates are equal. */
  public float[] apply(float[] samples) {
    if (phases.length == 0) {
      return samples;
    }
    float[] result = new float[Math.toIntExact((long) samples.length * up / down)];
    for (int i = 0; i < result.length; i++) {
      long position = (long) i * down;
      result[i] = convolve(samples, (int) (position / up), phases[(int) (position % up)]);
    }
    return result;
  }

  private float convolve(float[] samples, int centre, float[] weights) {
    int begin = Math.max(0, centre - reach + 1);
    int end = Math.min(samples.length, centre + reach + 1);
    float sum = 0;
    for (int i = begin; i < end; i++) {
      sum += samples[i] * weights[i - centre + reach - 1];
    }
    return sum;
  }

  /** For each fraction of a sample, the weights of the samples around; each set adds up to 1. */
  private float[][] phases(double cutoff) {
    float[][] result = new float[up][2 * reach];
    for (int phase = 0; phase < up; phase++) {
      double[] weights = new double[2 * reach];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = kernel(i - reach + 1 - (double) phase / up, cutoff);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        result[phase][i] = (float) (weights[i] / sum);
      }
    }
    return result;
  }

  /** A sinc under a Hann window, {@code x} in source samples. */
  private double kernel(double x, double cutoff) {
    double sinc = x == 0 ? 1 : StrictMath.sin(Math.PI * cutoff * x) / (Math.PI * cutoff * x);
    return Math.abs(x) >= reach ? 0 : sinc * (0.5 + 0.5 * StrictMath.cos(Math.PI * x / reach));
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }
}
