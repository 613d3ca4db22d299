package dev.tandem.learner.spec;

import java.util.Map;
import java.util.TreeMap;

/**
 * Weights of the losses in an objective: {@code w_fused} and {@code w_m}.
 *
 * @param byHead head to weight, at least 0; a head that is not named weighs 1
 */
public record LossWeights(Map<String, Double> byHead) {

  public LossWeights {
    byHead = Map.copyOf(new TreeMap<>(byHead));
    byHead.forEach(
        (head, weight) -> Requirement.notNegative("learner.loss-weights: " + head, weight, 1));
  }

  /** Every weight 1. */
  public static LossWeights equal() {
    return new LossWeights(Map.of());
  }

  public double of(String head) {
    return byHead.getOrDefault(head, 1.0);
  }
}
