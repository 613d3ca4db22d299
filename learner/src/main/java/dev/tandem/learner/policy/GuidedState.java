package dev.tandem.learner.policy;

import java.util.Arrays;

/**
 * What {@link CggmPolicy} keeps from batch to batch.
 *
 * @param accuracies a_m of the batch before; 0 at first
 * @param direction gradient of the direction's loss at the fusion's output layer; empty where there
 *     is none
 */
record GuidedState(double[] accuracies, float[] direction) {

  /**
   * Goes on from what {@link #toArray} gave, or begins.
   *
   * @param elements of the fusion's output layer; those of classes that have come since are 0
   */
  static GuidedState of(double[] saved, int modalities, int elements) {
    double[] accuracies = Arrays.copyOf(saved, modalities);
    float[] direction = new float[saved.length > modalities ? elements : 0];
    for (int i = 0; i < direction.length && modalities + i < saved.length; i++) {
      direction[i] = (float) saved[modalities + i];
    }
    return new GuidedState(accuracies, direction);
  }

  boolean hasDirection() {
    return direction.length > 0;
  }

  float[] directionTimes(float factor) {
    float[] product = new float[direction.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = factor * direction[i];
    }
    return product;
  }

  double[] toArray() {
    double[] saved = Arrays.copyOf(accuracies, accuracies.length + direction.length);
    for (int i = 0; i < direction.length; i++) {
      saved[accuracies.length + i] = direction[i];
    }
    return saved;
  }
}
