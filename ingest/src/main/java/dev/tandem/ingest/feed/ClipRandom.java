package dev.tandem.ingest.feed;

/**
 * Random numbers of one purpose in one clip: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), seeded
 * by (seed, clip, purpose). Its own code, because clips must not change with the JDK.
 */
public final class ClipRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;
  private double spare;
  private boolean hasSpare;

  private ClipRandom(long state) {
    this.state = state;
  }

  /** The same numbers for the same arguments, on every platform. */
  public static ClipRandom of(long seed, long clip, String purpose) {
    long mixed = mix(seed + GOLDEN);
    mixed = mix(mixed ^ mix(clip + 2 * GOLDEN));
    return new ClipRandom(mix(mixed ^ mix(purpose.hashCode() + 3 * GOLDEN)));
  }

  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** 0 to {@code bound - 1}; the bias of up to bound / 2^32 is of no matter here. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** From 0, under 1. */
  public double nextDouble() {
    return (nextLong() >>> 11) * UNIT;
  }

  public double nextDouble(double from, double until) {
    return from + (until - from) * nextDouble();
  }

  /** Mean 0, deviation 1, by Marsaglia's polar method. */
  public double nextGaussian() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * nextDouble() - 1;
      v = 2 * nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double factor = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = v * factor;
    hasSpare = true;
    return u * factor;
  }

  /** A random order of 0 to {@code size - 1}. */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
