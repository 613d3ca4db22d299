package dev.tandem.stream.door;

/** A record that a door let in: it belongs to a clip and came at a time. */
public interface Timed {
  /** The feed it comes from. */
  String stream();

  /** The record's time. */
  long time();

  long clipTime();

  /** The same record, marked as having come too late to be used. */
  Timed asLate();
}
