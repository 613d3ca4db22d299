package dev.tandem.learner;

/**
 * Learning again from earlier clips.
 *
 * @param clips most clips in the reservoir, shared equally by the classes; at least 1
 * @param maxBytes most bytes of features in the reservoir; holds fewer clips where they are large
 * @param updatesPerBatch updates on a batch drawn from the reservoir after each new batch; 0: no
 *     reservoir
 */
public record RehearsalSettings(int clips, long maxBytes, int updatesPerBatch) {

  private static final long MAX_BYTES = 64L << 20;

  public RehearsalSettings {
    Requirement.atLeast("learner.rehearsal-clips", clips, 1, 2000);
    Requirement.atLeast("learner.rehearsal-bytes", (double) maxBytes, 1, MAX_BYTES);
    Requirement.atLeast("learner.updates-per-batch", updatesPerBatch, 0, 1);
  }

  /** One update from a reservoir of 2,000 clips, at most 64 MiB. */
  public static RehearsalSettings defaults() {
    return new RehearsalSettings(2000, MAX_BYTES, 1);
  }

  public static RehearsalSettings none() {
    return defaults().withUpdatesPerBatch(0);
  }

  public RehearsalSettings withClips(int value) {
    return new RehearsalSettings(value, maxBytes, updatesPerBatch);
  }

  public RehearsalSettings withMaxBytes(long value) {
    return new RehearsalSettings(clips, value, updatesPerBatch);
  }

  public RehearsalSettings withUpdatesPerBatch(int value) {
    return new RehearsalSettings(clips, maxBytes, value);
  }
}
