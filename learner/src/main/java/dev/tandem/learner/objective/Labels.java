package dev.tandem.learner.objective;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Task;
import java.util.List;

/** What is known of every row of a batch: its class, or its targets. */
public final class Labels {

  private final int[] classes;
  private final float[][] targets;

  private Labels(int[] classes, float[][] targets) {
    this.classes = classes;
    this.targets = targets;
  }

  /** Rows that have a class. */
  public static Labels ofClasses(int... classes) {
    return new Labels(classes, new float[classes.length][0]);
  }

  /** Rows that have targets. */
  public static Labels ofTargets(float[]... targets) {
    return new Labels(new int[targets.length], targets);
  }

  /**
   * The labels of a batch.
   *
   * @throws IllegalArgumentException naming the first clip whose label does not fit the outputs
   */
  public static Labels of(List<LabelledExample> batch, Architecture architecture) {
    boolean classes = architecture.kind() == Task.CLASSIFICATION;
    for (LabelledExample clip : batch) {
      if (classes) {
        requireClass(clip, architecture.classes());
      } else {
        requireTargets(clip, architecture.classes());
      }
    }
    return classes
        ? ofClasses(batch.stream().mapToInt(LabelledExample::label).toArray())
        : ofTargets(batch.stream().map(Labels::targetsOf).toArray(float[][]::new));
  }

  /** Class of a row. */
  public int classOf(int row) {
    return classes[row];
  }

  /** Targets of a row, not a copy. */
  public float[] targetsOf(int row) {
    return targets[row];
  }

  private static float[] targetsOf(LabelledExample clip) {
    float[] targets = new float[clip.targets().size()];
    for (int t = 0; t < targets.length; t++) {
      targets[t] = clip.targets().get(t);
    }
    return targets;
  }

  private static void requireClass(LabelledExample clip, int classes) {
    if (clip.label() < 0 || clip.label() >= classes) {
      throw new IllegalArgumentException(
          "clip %s: label is %d; must be 0 to %d. Leave the clip out, or name its class."
              .formatted(clip.example().clipId(), clip.label(), classes - 1));
    }
  }

  private static void requireTargets(LabelledExample clip, int outputs) {
    if (clip.targets().size() != outputs || !clip.targets().stream().allMatch(Float::isFinite)) {
      throw new IllegalArgumentException(
          "clip %s: expected (%d) finite targets but got %s. Leave the clip out, or correct them."
              .formatted(clip.example().clipId(), outputs, clip.targets()));
    }
  }
}
