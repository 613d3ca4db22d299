package dev.tandem.benchmarks.parity;

import java.nio.charset.StandardCharsets;

/**
 * Numbers that follow from (seed, name, index) alone, so that weights and inputs need not be
 * exchanged; parity.py has the same.
 *
 * <p>With m the finalizer of SplitMix64 and γ its increment 0x9E3779B97F4A7C15, a stream's key is k
 * = m(FNV-1a-64(name in UTF-8) xor m(seed + γ)), and its i-th number, from 0, is the upper 24 bits
 * n of m(k + (i + 1)γ), as (n − 2²³)/2²³: a float in [−1, 1), exactly.
 */
final class Counters {

  private static final long INCREMENT = 0x9E3779B97F4A7C15L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final int HALF = 1 << 23;

  private Counters() {}

  /** The first numbers of a stream. */
  static float[] uniform(long seed, String name, int count) {
    long key = mixed(hash(name) ^ mixed(seed + INCREMENT));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      long upper = mixed(key + (i + 1) * INCREMENT) >>> 40;
      values[i] = (float) (upper - HALF) / HALF;
    }
    return values;
  }

  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ Byte.toUnsignedLong(b)) * FNV_PRIME;
    }
    return hash;
  }

  private static long mixed(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
