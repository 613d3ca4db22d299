package dev.tandem.stream.door;

import java.util.List;
import java.util.Optional;

/**
 * The streams that a partition knows, each with its time: a stream is present, ahead of those that
 * are, or has ended. No look at them grows with their number.
 */
final class StreamTimes {
  private final Numbering numbering = new Numbering();
  private final TimeIndex present = new TimeIndex();
  private final TimeIndex ahead = new TimeIndex();
  private final TimeIndex ended = new TimeIndex();

  /** For looking; who changes something goes by {@link StreamTimes}. */
  TimeIndex present() {
    return present;
  }

  TimeIndex ahead() {
    return ahead;
  }

  TimeIndex ended() {
    return ended;
  }

  /** The stream's number in the indexes; {@link Numbering#UNKNOWN} where it is in none. */
  int find(String stream) {
    return numbering.find(stream);
  }

  void putPresent(String stream, long time) {
    put(numbering.of(stream), present, time);
  }

  void putAhead(String stream, long time) {
    put(numbering.of(stream), ahead, time);
  }

  void putEnded(String stream, long time) {
    put(numbering.of(stream), ended, time);
  }

  private void put(int number, TimeIndex to, long time) {
    if (!to.has(number)) {
      takeOut(number);
    }
    to.put(number, time);
  }

  /** Of several that are ahead at the same time it may be any. */
  void promoteEarliest() {
    int number = ahead.earliestNumber();
    put(number, present, ahead.get(number, LeastIndex.ABSENT));
  }

  void forget(int number) {
    takeOut(number);
    numbering.release(number);
  }

  private void takeOut(int number) {
    present.remove(number);
    ahead.remove(number);
    ended.remove(number);
  }

  void forgetPresent() {
    while (!present.isEmpty()) {
      forget(present.earliestNumber());
    }
  }

  void forgetPresentBefore(long time) {
    forgetBefore(present, time);
  }

  void forgetAheadBefore(long time) {
    forgetBefore(ahead, time);
  }

  void forgetEndedBefore(long time) {
    forgetBefore(ended, time);
  }

  private void forgetBefore(TimeIndex times, long time) {
    while (times.earliest(time) < time) {
      forget(times.earliestNumber());
    }
  }

  void forgetAheadAfter(long time) {
    while (ahead.latest(time) > time) {
      forget(ahead.latestNumber());
    }
  }

  /** Of those with the earliest time one. */
  Optional<String> earliest(TimeIndex times) {
    return times.isEmpty() ? Optional.empty() : Optional.of(numbering.name(times.earliestNumber()));
  }

  /** One of the indexes as it is now. */
  NamedTimes copy(TimeIndex times) {
    List<String> names = times.isEmpty() ? List.of() : numbering.names();
    return new NamedTimes(names, times.times(names.size()));
  }
}
