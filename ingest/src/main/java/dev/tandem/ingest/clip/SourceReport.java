package dev.tandem.ingest.clip;

/**
 * How one source of a live feed is doing.
 *
 * @param source its address, without passwords
 * @param connected whether something comes from it
 * @param reconnects how often it was opened again
 * @param stalls how often it said nothing for too long, hangs among them
 * @param hangs threads that were left alone in a call that did not return
 * @param epochs connections and jumps of its times, each of which begins one
 * @param timing see {@link Timing}
 * @param faults see {@link ItemReport.Faults}; what is dropped is counted by the feed
 */
public record SourceReport(
    String source,
    boolean connected,
    long reconnects,
    long stalls,
    long hangs,
    long epochs,
    Timing timing,
    ItemReport.Faults faults) {

  /**
   * How well its times fit.
   *
   * @param clock whose clock they are by: {@code sender}, or that of this machine at {@code
   *     arrival}
   * @param clockPpm how much slower the source's own clock runs than this machine's, in parts per
   *     million; 0 before a minute without a break tells
   * @param soundPpm how much slower its sound runs than {@code clock}, in parts per million; a few
   *     hundred off in the first minutes after a connection
   * @param skewMillis how far its sound is from its times, and so from its pictures
   * @param worstSkewMillis the same, at most so far
   * @param madeUpTimes pictures and pieces of sound that had none
   */
  public record Timing(
      String clock,
      double clockPpm,
      double soundPpm,
      double skewMillis,
      double worstSkewMillis,
      long madeUpTimes) {}
}
