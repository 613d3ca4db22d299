package dev.tandem.learner.augmentation;

import java.util.SplittableRandom;

/** Changes one modality of one clip such that its label stays true. */
interface Augmentation {

  /**
   * A changed copy, every value within the range of those that are given.
   *
   * @param values row-major in the modality's input shape; stay as they are
   * @param random of this augmentation of this sample
   */
  float[] apply(float[] values, SplittableRandom random);
}
