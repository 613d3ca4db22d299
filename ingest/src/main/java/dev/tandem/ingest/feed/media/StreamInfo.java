package dev.tandem.ingest.feed.media;

/**
 * One stream of sound or pictures, as its container describes it.
 *
 * @param index in the container
 * @param codec its name
 * @param usable false for cover art, thumbnails, and what there is no decoder for
 * @param format for people: {@code 16000 Hz, 1 channels}, or {@code 640x480}
 * @param size pixels of a picture, channels of sound
 * @param preferred whether the container says that it is the one to play
 * @param stated pictures or pieces of sound that the container promises; 0 where it does not
 * @param rate of sound in Hz; 0 for pictures
 * @param timed whether its container has times for it
 * @param length of a picture in microseconds, by the stated rate; 0 where none is stated
 */
record StreamInfo(
    int index,
    Kind kind,
    String codec,
    boolean usable,
    String format,
    int size,
    boolean preferred,
    long stated,
    int rate,
    boolean timed,
    long length) {

  /** What a stream holds. */
  enum Kind {
    SOUND,
    PICTURES,
    /** Subtitles, data, timecode. */
    OTHER
  }
}
