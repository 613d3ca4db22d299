package dev.tandem.app.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** When the steps of this run ended; those of earlier runs on the same topics are left out. */
final class StepTimes {
  private final Instant startedAt;
  private final Set<Long> served;
  private final Map<Long, Instant> ends = new TreeMap<>();
  private Optional<Instant> first = Optional.empty();
  private Optional<Instant> last = Optional.empty();
  private long clipsBehindFirst;

  /**
   * @param startedAt start of the process
   * @param served steps of which the end is wanted
   */
  StepTimes(Instant startedAt, Set<Long> served) {
    this.startedAt = startedAt;
    this.served = Set.copyOf(served);
  }

  void add(TrainedStep step) {
    if (!step.writtenAt().isAfter(startedAt)) {
      return;
    }
    if (first.isEmpty()) {
      first = Optional.of(step.writtenAt()); // the clock starts at the first
    } else {
      clipsBehindFirst += step.clips();
      last = Optional.of(step.writtenAt());
    }
    if (served.contains(step.step())) {
      ends.put(step.step(), step.writtenAt());
    }
  }

  /** Of one of the steps that were asked for; empty where it is not of this run. */
  Optional<Instant> end(long step) {
    return Optional.ofNullable(ends.get(step));
  }

  /** The end of the first step. */
  Optional<Instant> first() {
    return first;
  }

  /** Trained clips per second between the first and the last step; NaN of fewer than two. */
  double clipsPerSecond() {
    return last.map(end -> clipsBehindFirst / Math.max(seconds(first.orElseThrow(), end), 0.001))
        .orElse(Double.NaN);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6 / 1000;
  }
}
