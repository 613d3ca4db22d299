package dev.tandem.cluster;

import java.util.Optional;

/**
 * How a job's tasks are.
 *
 * @param running those that have their state and work
 * @param all 0 before Flink knows them
 * @param failure what made them start again last, where that is known
 */
public record JobTasks(int running, int all, Optional<String> failure) {
  /** Nothing is known. */
  static final JobTasks UNKNOWN = new JobTasks(0, 0, Optional.empty());

  public boolean allRun() {
    return all > 0 && running == all;
  }
}
