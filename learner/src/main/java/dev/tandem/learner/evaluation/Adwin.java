package dev.tandem.learner.evaluation;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * ADWIN2, after Bifet and Gavaldà, <em>Learning from Time-Changing Data with Adaptive
 * Windowing</em> (SDM 2007): a window of values in [0, 1] whose oldest part is dropped as soon as
 * its mean differs from that of the rest by more than chance allows,
 *
 * <pre>
 * |μ₀ − μ₁| &gt; √(2/m · σ² · ln(2/δ′)) + 2/(3m) · ln(2/δ′),  1/m = 1/n₀ + 1/n₁,  δ′ = δ / ln n
 * </pre>
 *
 * <p>The window is an exponential histogram: at most {@value #PER_SIZE} buckets of each power of
 * two, so that memory and time grow with its logarithm.
 */
final class Adwin {

  private static final int PER_SIZE = 5;
  private static final int FEWEST = 5;

  /** Some values in a row: how many, their sum, and the sum of their squares. */
  private record Bucket(long count, double sum, double squares) {
    Bucket plus(Bucket other) {
      return new Bucket(count + other.count, sum + other.sum, squares + other.squares);
    }

    Bucket minus(Bucket other) {
      return new Bucket(count - other.count, sum - other.sum, squares - other.squares);
    }

    double mean() {
      return sum / count;
    }

    double variance() {
      return Math.max(0, squares / count - mean() * mean());
    }
  }

  private static final Bucket NOTHING = new Bucket(0, 0, 0);

  private final double delta;
  private final List<Bucket> oldestFirst = new ArrayList<>();

  Adwin(double delta) {
    this.delta = delta;
  }

  /** Takes in one value in [0, 1]. */
  void add(double value) {
    oldestFirst.add(new Bucket(1, value, value * value));
    int newest = oldestFirst.size() - 1;
    while (newest >= PER_SIZE && sameSize(newest - PER_SIZE, newest)) {
      int oldest = newest - PER_SIZE;
      oldestFirst.set(oldest, oldestFirst.get(oldest).plus(oldestFirst.remove(oldest + 1)));
      newest = oldest; // it has doubled: perhaps one too many of that size
    }
  }

  private boolean sameSize(int one, int other) {
    return oldestFirst.get(one).count() == oldestFirst.get(other).count();
  }

  /** Drops what the newest values contradict; whether there was anything. */
  boolean shrink() {
    boolean shrunk = false;
    while (contradicted()) {
      oldestFirst.remove(0);
      shrunk = true;
    }
    return shrunk;
  }

  /** Number of values in the window. */
  long width() {
    return total().count();
  }

  /** Mean of the window; NaN if it is empty. */
  double mean() {
    return total().mean();
  }

  private boolean contradicted() {
    Bucket all = total();
    if (all.count() < 2 * FEWEST) {
      return false;
    }
    double confidence = StrictMath.log(2 * StrictMath.log((double) all.count()) / delta);
    double spread = 2 * all.variance() * confidence;
    Bucket older = NOTHING;
    for (Bucket bucket : oldestFirst) {
      older = older.plus(bucket);
      Bucket newer = all.minus(older);
      if (newer.count() < FEWEST) {
        return false;
      }
      double perSample = 1.0 / older.count() + 1.0 / newer.count();
      double allowed = Math.sqrt(perSample * spread) + 2.0 / 3 * perSample * confidence;
      if (older.count() >= FEWEST && Math.abs(older.mean() - newer.mean()) > allowed) {
        return true;
      }
    }
    return false;
  }

  private Bucket total() {
    Bucket sum = NOTHING;
    for (Bucket bucket : oldestFirst) {
      sum = sum.plus(bucket);
    }
    return sum;
  }

  /** Writes the number of buckets, and count, sum and squares of each, oldest first. */
  void writeTo(DataOutput out) throws IOException {
    out.writeInt(oldestFirst.size());
    for (Bucket bucket : oldestFirst) {
      out.writeLong(bucket.count());
      out.writeDouble(bucket.sum());
      out.writeDouble(bucket.squares());
    }
  }

  static Adwin readFrom(double delta, DataInput in) throws IOException {
    Adwin adwin = new Adwin(delta);
    for (int left = in.readInt(); left > 0; left--) {
      adwin.oldestFirst.add(new Bucket(in.readLong(), in.readDouble(), in.readDouble()));
    }
    return adwin;
  }

  Adwin copy() {
    Adwin copy = new Adwin(delta);
    copy.oldestFirst.addAll(oldestFirst);
    return copy;
  }
}
