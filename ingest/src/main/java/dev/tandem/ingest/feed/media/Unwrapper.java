package dev.tandem.ingest.feed.media;

import java.util.HashMap;
import java.util.Map;

/**
 * Times whose counter begins anew at a power of two, as those of MPEG-TS do after 26.5 hours, to
 * times that go on. FFmpeg does that once for each time it opens a stream, which is not enough for
 * one that stays.
 */
final class Unwrapper {
  /** Counters of more bits never begin anew. */
  private static final int MOST_BITS = 62;

  private final Map<Integer, Long> lasts = new HashMap<>();

  /** The time nearest to the one before of the same stream that {@code time} can stand for. */
  long unwrap(int stream, int bits, long time) {
    if (Ffmpeg.isMissing(time) || bits < 1 || bits > MOST_BITS) {
      return time;
    }
    Long last = lasts.get(stream);
    long period = 1L << bits;
    long near =
        last == null ? time : time + Math.floorDiv(last - time + period / 2, period) * period;
    lasts.put(stream, near);
    return near;
  }
}
