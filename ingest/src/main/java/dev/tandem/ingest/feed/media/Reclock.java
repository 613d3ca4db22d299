package dev.tandem.ingest.feed.media;

/**
 * Brings sound back to its times where its samples run slow or fast: by a speed that is the greater
 * the further they are off, so that it changes little from piece to piece, and long before they are
 * {@link SoundTrack#TOLERANCE} off. Sound that is where it belongs stays as it is, to the bit.
 */
final class Reclock {
  /** Seconds that sound may be off before anything is done. */
  private static final double JITTER = 0.005;

  /** Seconds that are let be once it was brought back. */
  private static final double CLOSE = 0.001;

  /** Seconds within which most of what it is off by is made good. */
  private static final double PACE = 5;

  /** One sample in so many may be added or left out. */
  private static final int STRETCH = 200;

  private boolean active;
  private double rest;

  /** Sound begins anew, where it belongs. */
  void restart() {
    active = false;
    rest = 0;
  }

  /**
   * The piece, longer or shorter by a few samples.
   *
   * @param off samples by which it begins too early; negative where too late
   */
  float[] apply(float[] samples, long off, int rate) {
    double seconds = (double) Math.abs(off) / rate;
    active = seconds > JITTER || (active && seconds > CLOSE);
    if (!active) {
      rest = 0;
      return samples;
    }
    int most = Math.max(1, samples.length / STRETCH);
    rest += samples.length * (double) off / rate / PACE;
    int more = (int) Math.max(-most, Math.min(most, rest));
    rest = Math.max(-most, Math.min(most, rest - more));
    return more == 0 ? samples : stretched(samples, samples.length + more);
  }

  /** The same curve with {@code length} points: a cubic through the four nearest. */
  private static float[] stretched(float[] samples, int length) {
    int last = samples.length - 1;
    if (length < 2 || last < 1) {
      return samples;
    }
    float[] result = new float[length];
    for (int i = 0; i < length; i++) {
      double at = (double) i * last / (length - 1);
      int before = Math.min((int) at, last - 1);
      result[i] =
          (float)
              cubic(
                  samples[Math.max(0, before - 1)],
                  samples[before],
                  samples[before + 1],
                  samples[Math.min(last, before + 2)],
                  at - before);
    }
    return result;
  }

  /** Between {@code b} and {@code c}, as Catmull and Rom have it. */
  private static double cubic(double a, double b, double c, double d, double share) {
    double first = (c - a) / 2;
    double second = a - 2.5 * b + 2 * c - d / 2;
    double third = (d - a) / 2 + 1.5 * (b - c);
    return ((third * share + second) * share + first) * share + b;
  }
}
