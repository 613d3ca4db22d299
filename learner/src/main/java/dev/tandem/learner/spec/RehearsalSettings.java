package dev.tandem.learner.spec;

/**
 * Learning again from earlier clips.
 *
 * @param clips most clips in the reservoir, shared equally by the classes; at least 1
 * @param maxBytes most bytes of features in the reservoir; holds fewer clips where they are large
 * @param updatesPerBatch updates on a batch drawn from the reservoir after each new batch; 0: no
 *     reservoir
 * @param augmentation of what is drawn, anew each time
 */
public record RehearsalSettings(
    int clips, long maxBytes, int updatesPerBatch, AugmentationSettings augmentation) {

  private static final long MAX_BYTES = 64L << 20;

  public RehearsalSettings {
    Requirement.atLeast("learner.rehearsal-clips", clips, 1, 2000);
    Requirement.atLeast("learner.rehearsal-bytes", (double) maxBytes, 1, MAX_BYTES);
    Requirement.atLeast("learner.updates-per-batch", updatesPerBatch, 0, 1);
  }

  /**
   * Room for clips of each class, were all of them complete; continuous targets are one class.
   *
   * @throws IllegalArgumentException if there is room for none
   */
  public int clipsPerClass(Architecture architecture) {
    int classes = architecture.kind() == Task.CLASSIFICATION ? architecture.classes() : 1;
    int room = (int) Math.min(clips, maxBytes / (architecture.elements() * Short.BYTES)) / classes;
    if (room < 1) {
      throw new IllegalArgumentException(
          "learner.rehearsal-clips %d and learner.rehearsal-bytes %d; must have room for a clip of each of %d classes. Raise them, or set learner.updates-per-batch to 0."
              .formatted(clips, maxBytes, classes));
    }
    return room;
  }

  /** One update from a reservoir of 2,000 clips, at most 64 MiB, as they were. */
  public static RehearsalSettings defaults() {
    return new RehearsalSettings(2000, MAX_BYTES, 1, AugmentationSettings.off());
  }

  public static RehearsalSettings none() {
    return defaults().withUpdatesPerBatch(0);
  }

  public RehearsalSettings withClips(int value) {
    return new RehearsalSettings(value, maxBytes, updatesPerBatch, augmentation);
  }

  public RehearsalSettings withMaxBytes(long value) {
    return new RehearsalSettings(clips, value, updatesPerBatch, augmentation);
  }

  public RehearsalSettings withUpdatesPerBatch(int value) {
    return new RehearsalSettings(clips, maxBytes, value, augmentation);
  }

  public RehearsalSettings withAugmentation(AugmentationSettings value) {
    return new RehearsalSettings(clips, maxBytes, updatesPerBatch, value);
  }
}
