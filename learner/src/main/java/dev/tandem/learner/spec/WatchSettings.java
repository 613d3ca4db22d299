package dev.tandem.learner.spec;

import java.util.List;

/**
 * What a learner looks out for.
 *
 * @param drift {@code adwin}: tells when a head's prequential error rises, and shortens the window
 *     of the scores then; {@code off}
 * @param maxSkipped batches in a row without a finite loss and gradient after which the learner
 *     halts; at least 1
 */
public record WatchSettings(String drift, int maxSkipped) {

  public static final List<String> DRIFTS = List.of("adwin", "off");

  private static final int MAX_SKIPPED = 10;

  public WatchSettings {
    Requirement.oneOf("learner.drift", drift, DRIFTS);
    Requirement.atLeast("learner.max-skipped", maxSkipped, 1, MAX_SKIPPED);
  }

  public static WatchSettings defaults() {
    return new WatchSettings("adwin", MAX_SKIPPED);
  }

  public boolean watchesDrift() {
    return drift.equals("adwin");
  }

  public WatchSettings withDrift(String value) {
    return new WatchSettings(value, maxSkipped);
  }

  public WatchSettings withMaxSkipped(int value) {
    return new WatchSettings(drift, value);
  }
}
