package dev.tandem.stream.door;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a {@link PartitionClock} moves on by itself, in milliseconds.
 *
 * @param expiry a stream this far behind the furthest one has vanished without an end
 * @param horizon what the end of all streams adds to their time
 * @param maxLeap how far from the partition's time a record may lie
 */
record ClockRules(long expiry, long horizon, long maxLeap) implements Serializable {
  static ClockRules of(Duration expiry, Duration horizon, Duration maxLeap) {
    return new ClockRules(expiry.toMillis(), horizon.toMillis(), maxLeap.toMillis());
  }

  static ClockRules of(DoorSettings settings) {
    return of(settings.expiry(), settings.horizon(), settings.maxLeap());
  }
}
