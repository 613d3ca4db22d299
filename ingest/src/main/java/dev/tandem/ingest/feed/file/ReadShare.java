package dev.tandem.ingest.feed.file;

import java.util.OptionalDouble;

/**
 * How much of a known number of files was read, each for the same part of the whole. Written by one
 * thread, read by any.
 */
final class ReadShare {
  private final long files;
  private long begun;
  private volatile double share;

  /**
   * @param files that there are; 0 where nobody knows
   */
  ReadShare(long files) {
    this.files = files;
  }

  /** The next file begins; those before it are done. */
  void begin() {
    begun++;
    at(0);
  }

  /**
   * So much of the current file is done, 0 to 1; what a file holds is not known to the second, so
   * more is as much as 1.
   */
  void at(double part) {
    share = files == 0 ? 0 : Math.min(1, (begun - 1 + Math.min(1, part)) / files);
  }

  OptionalDouble get() {
    return files == 0 ? OptionalDouble.empty() : OptionalDouble.of(share);
  }
}
