package dev.tandem.trainer.job;

import dev.tandem.learner.Architecture;
import dev.tandem.learner.network.Network;
import dev.tandem.schemas.config.Config;
import dev.tandem.trainer.labels.LabelSpace;

/**
 * What a learner takes of Java's heap at the worst moment, in copies of its parameters: Adam's two
 * moments, two snapshots of parameters and moments (one is still being written when the next is
 * made), and a version as weights, as a payload and as chunks; where classes are added, the state
 * before and after, averages included. Parameters and gradients themselves are PyTorch's, outside
 * the heap.
 *
 * @param parameters how many, biases and heads included
 * @param grows whether classes may be added
 */
public record LearnerMemory(long parameters, boolean grows) {
  private static final int MOMENTS = 2;
  private static final int SNAPSHOTS = 2 * (1 + MOMENTS);
  private static final int VERSION = 3;
  private static final int GROWTH = 2 * (2 + MOMENTS);

  public static LearnerMemory of(Architecture architecture) {
    return new LearnerMemory(new Network(architecture).layout().floats(), false);
  }

  /** Of the learner that these settings describe. */
  public static LearnerMemory of(Config config) {
    TrainerSettings settings = TrainerSettings.of(config);
    LabelSpace space = settings.join().labelSpace();
    Architecture largest = settings.learner().architecture().withClasses(space.most());
    return new LearnerMemory(of(largest).parameters(), space.grows());
  }

  /** Bytes of a checkpoint. */
  public long state() {
    return parameters * Float.BYTES * (1 + MOMENTS);
  }

  /** Bytes of heap. */
  public long heap() {
    return parameters * Float.BYTES * (MOMENTS + SNAPSHOTS + VERSION + (grows ? GROWTH : 0));
  }
}
