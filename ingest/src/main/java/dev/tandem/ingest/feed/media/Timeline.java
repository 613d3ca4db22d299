package dev.tandem.ingest.feed.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the epochs of a file lie in its clips. Each begins with a clip of its own, behind the one
 * before; a rest of less than half a second is dropped, unless it is all there is.
 *
 * @param begins microseconds at which each epoch lies
 * @param offsets what is added to the times of each epoch to get there
 * @param seconds of them all
 * @param switches by stream, the packets that begin another epoch
 */
record Timeline(
    List<Long> begins, List<Long> offsets, long seconds, Map<Integer, List<Switch>> switches)
    implements Surveyed {
  private static final long MIN_REST = Ffmpeg.SECOND / 2;

  Timeline {
    begins = List.copyOf(begins);
    offsets = List.copyOf(offsets);
    switches = Map.copyOf(switches);
  }

  static Timeline of(List<Span> epochs, Map<Integer, List<Switch>> switches) {
    List<Long> begins = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    long seconds = 0;
    for (Span epoch : epochs) {
      begins.add(seconds * Ffmpeg.SECOND);
      offsets.add(seconds * Ffmpeg.SECOND - (epoch.isEmpty() ? 0 : epoch.begin()));
      seconds += epoch.seconds();
    }
    return new Timeline(begins, offsets, seconds, switches);
  }

  /** A reader finds the end by itself. */
  @Override
  public boolean has(int stream, long number) {
    return true;
  }

  @Override
  public Timeline timeline() {
    return this;
  }

  /** The epochs that there are, the first included. */
  int epochs() {
    return begins.size();
  }

  /**
   * From begin to end by the streams' own times; the end is before the begin where there is none.
   */
  record Span(long begin, long end) {
    boolean isEmpty() {
      return end < begin;
    }

    /** How many clips it has. */
    long seconds() {
      if (isEmpty()) {
        return 0;
      }
      long whole = (end - begin) / Ffmpeg.SECOND;
      long rest = (end - begin) % Ffmpeg.SECOND;
      return rest >= MIN_REST || whole == 0 ? whole + 1 : whole;
    }
  }

  /**
   * @param packet of its stream, counted from 0, that is the first of the epoch
   */
  record Switch(long packet, int epoch) {}
}
