package dev.tandem.ingest.feed.media;

/**
 * Mono sound.
 *
 * @param time when it begins, in microseconds
 * @param samples between -1 and 1
 * @param rate in Hz
 */
@SuppressWarnings("ArrayRecordComponent") // passes through once
record Sound(long time, float[] samples, int rate) implements Piece {
  @Override
  public Sound shifted(long micros) {
    return new Sound(time + micros, samples, rate);
  }

  @Override
  public long end() {
    return time + samples.length * Ffmpeg.SECOND / rate;
  }
}
