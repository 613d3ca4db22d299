package dev.tandem.ingest.feed.media;

/**
 * Mono sound.
 *
 * @param time when it begins, in microseconds
 * @param samples between -1 and 1
 * @param rate in Hz
 * @param epoch when the epoch begins whose first sound it is; {@link #GOES_ON} for any other
 */
@SuppressWarnings("ArrayRecordComponent") // passes through once
record Sound(long time, float[] samples, int rate, long epoch) implements Piece {
  static final long GOES_ON = Long.MIN_VALUE;

  Sound(long time, float[] samples, int rate) {
    this(time, samples, rate, GOES_ON);
  }

  boolean isFirst() {
    return epoch != GOES_ON;
  }

  @Override
  public Sound shifted(long micros) {
    return new Sound(time + micros, samples, rate, isFirst() ? epoch + micros : GOES_ON);
  }

  @Override
  public long end() {
    return time + samples.length * Ffmpeg.SECOND / rate;
  }
}
