package dev.tandem.ingest.clip;

import java.time.Duration;

/** Where the clips of a feed lie in time, from the feed's begin. */
public interface Placement {

  /** When clip {@code index} begins; later clips never begin earlier. */
  Duration begin(long index);

  /** How many clips begin at or before {@code time}. */
  long begunBy(Duration time);

  /** One every {@code hop}, without end. */
  static Placement every(Duration hop) {
    return new Even(hop);
  }

  /** See {@link #every}. */
  record Even(Duration hop) implements Placement {
    @Override
    public Duration begin(long index) {
      return hop.multipliedBy(index);
    }

    @Override
    public long begunBy(Duration time) {
      return time.isNegative() ? 0 : 1 + time.dividedBy(hop);
    }
  }
}
