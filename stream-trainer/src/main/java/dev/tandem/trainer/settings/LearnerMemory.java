package dev.tandem.trainer.settings;

import dev.tandem.learner.network.Network;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.schemas.config.Config;
import dev.tandem.trainer.labels.LabelSpace;

/**
 * What a learner takes of Java's heap at the worst moment, in copies of its parameters: Adam's two
 * moments, two snapshots of parameters, average and moments (one is still being written when the
 * next is made), and a version of parameters and average as weights, as a payload and as chunks;
 * where classes are added, the state before and after. Parameters, average and gradients themselves
 * are PyTorch's, outside the heap.
 *
 * @param parameters how many, biases and heads included
 * @param averaged whether there is an average
 * @param grows whether classes may be added
 */
public record LearnerMemory(long parameters, boolean averaged, boolean grows) {
  private static final int MOMENTS = 2;
  private static final int SNAPSHOTS = 2;
  private static final int VERSIONS = 3;
  private static final int GROWTH = 2;
  private static final int RECEIVED = 2;

  /** Of one with default settings. */
  public static LearnerMemory of(Architecture architecture) {
    return new LearnerMemory(parameters(architecture), true, false);
  }

  /** Of the learner that these settings describe. */
  public static LearnerMemory of(Config config) {
    TrainerSettings settings = TrainerSettings.of(config);
    LabelSpace space = settings.join().labelSpace();
    Architecture largest = settings.learner().architecture().withClasses(space.most());
    return new LearnerMemory(
        parameters(largest), settings.learner().readout().averaged(), space.grows());
  }

  private static long parameters(Architecture architecture) {
    return new Network(architecture).layout().floats();
  }

  /** Copies of the parameters that answer. */
  private int weights() {
    return averaged ? 2 : 1;
  }

  /** Bytes of a checkpoint. */
  public long state() {
    return parameters * Float.BYTES * (weights() + MOMENTS);
  }

  /** Bytes of heap where a version is received, to be served: as chunks and as a payload. */
  public long received() {
    return parameters * Float.BYTES * RECEIVED * weights();
  }

  /** Bytes of heap. */
  public long heap() {
    int states = SNAPSHOTS + (grows ? GROWTH : 0);
    int copies = MOMENTS + states * (weights() + MOMENTS) + VERSIONS * weights();
    return parameters * Float.BYTES * copies;
  }
}
