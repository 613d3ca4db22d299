package dev.tandem.app.report;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for a clip id in little memory, however long the id is: the first 128 bits of its SHA-256,
 * as an unsigned number.
 */
record ClipDigest(long high, long low) implements Comparable<ClipDigest> {
  static final ClipDigest LEAST = new ClipDigest(0, 0);
  static final ClipDigest GREATEST = new ClipDigest(-1, -1);

  /** {@code id} may be null: records without a key are all of one clip, which is no other's. */
  static ClipDigest of(byte[] id) {
    if (id == null) {
      return LEAST;
    }
    try {
      ByteBuffer digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id));
      return new ClipDigest(digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The one that follows; not of the greatest. */
  ClipDigest next() {
    return low == -1 ? new ClipDigest(high + 1, 0) : new ClipDigest(high, low + 1);
  }

  @Override
  public int compareTo(ClipDigest other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }
}
