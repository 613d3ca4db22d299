package dev.tandem.ingest.clip;

import java.util.List;

/**
 * What became of one item of a feed, such as a file.
 *
 * @param item its name
 * @param streams found in it, each with the modality that is cut from it; those not used in
 *     brackets
 * @param clips it gave
 * @param times where they begin, in seconds from the item's begin, as spans: {@code 0-3}, {@code 5}
 * @param seconds that it really lasts
 * @param statedSeconds that it lasts by its own account; 0 where it says nothing
 * @param epochs 1, and one more for each jump of its times; 0 where it could not be read
 * @param timing see {@link Timing}
 * @param faults see {@link Faults}
 * @param reasons why there are not more clips; empty where nothing was wrong
 */
public record ItemReport(
    String item,
    List<String> streams,
    long clips,
    List<String> times,
    long seconds,
    double statedSeconds,
    int epochs,
    Timing timing,
    Faults faults,
    List<String> reasons) {
  public ItemReport {
    streams = List.copyOf(streams);
    times = List.copyOf(times);
    reasons = List.copyOf(reasons);
  }

  /**
   * How well its times fit.
   *
   * @param skewMillis how far sound was from its own times at most
   * @param driftPpm how much slower sound came than its rate says, in parts per million
   * @param madeUpTimes pictures and pieces of sound that had none
   */
  public record Timing(double skewMillis, double driftPpm, long madeUpTimes) {}

  /**
   * What was wrong in it.
   *
   * @param decodeErrors packets that a decoder refused
   * @param damaged pictures and pieces of sound of damaged data, which were not used
   * @param holes in the sound, which are silent
   * @param overlaps pieces of sound whose begin was there already
   * @param dropped seconds that gave no clip
   */
  public record Faults(long decodeErrors, long damaged, long holes, long overlaps, long dropped) {}

  /** The same for other reasons. */
  public ItemReport withReasons(List<String> others) {
    return new ItemReport(
        item, streams, clips, times, seconds, statedSeconds, epochs, timing, faults, others);
  }

  /** One that could not be read at all. */
  public static ItemReport unread(String item, String reason) {
    return new ItemReport(
        item,
        List.of(),
        0,
        List.of(),
        0,
        0,
        0,
        new Timing(0, 0, 0),
        new Faults(0, 0, 0, 0, 0),
        List.of(reason));
  }
}
