package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.Placement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Clips as far apart as their lines say. A clip whose time is before that of the one before it, or
 * that has none, follows that one at once, and distances go on from there: recordings one after the
 * other may each begin at 0. Pauses of more than an hour last an hour.
 */
final class TimedPlacement implements Placement {
  static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final long[] begins;
  private final long length;

  private TimedPlacement(long[] begins, long length) {
    this.begins = begins;
    this.length = length;
  }

  /**
   * Of clips in their order, the first at zero.
   *
   * @param length of each
   */
  static TimedPlacement of(List<ClipLine> lines, Duration length) {
    long[] begins = new long[lines.size()];
    long step = length.toMillis();
    OptionalLong before = OptionalLong.empty();
    for (int i = 0; i < begins.length; i++) {
      OptionalLong own = lines.get(i).millis();
      if (i > 0) {
        begins[i] = begins[i - 1] + distance(before, own, step);
      }
      before = own;
    }
    return new TimedPlacement(begins, step);
  }

  private static long distance(OptionalLong before, OptionalLong own, long step) {
    if (before.isEmpty() || own.isEmpty() || own.getAsLong() < before.getAsLong()) {
      return step;
    }
    long distance = own.getAsLong() - before.getAsLong(); // below zero where it is too large
    long longest = LONGEST_PAUSE.toMillis();
    return distance < 0 ? longest : Math.min(distance, longest);
  }

  @Override
  public Duration begin(long index) {
    long last = begins.length - 1L;
    return Duration.ofMillis(
        index <= last ? begins[(int) index] : begins[(int) last] + (index - last) * length);
  }

  @Override
  public long begunBy(Duration time) {
    long millis = time.toMillis();
    int at = Arrays.binarySearch(begins, millis);
    if (at < 0) {
      return -(at + 1L);
    }
    while (at < begins.length && begins[at] == millis) {
      at++;
    }
    return at;
  }
}
