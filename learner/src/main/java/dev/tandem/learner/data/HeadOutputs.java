package dev.tandem.learner.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every head says of one example.
 *
 * @param byHead head to probabilities (classes), or to values (targets), {@code fused} first, then
 *     modalities in order; heads of missing modalities are absent
 */
public record HeadOutputs(Map<String, float[]> byHead) {

  public HeadOutputs {
    byHead = Collections.unmodifiableMap(new LinkedHashMap<>(byHead));
  }

  public Optional<float[]> of(String head) {
    return Optional.ofNullable(byHead.get(head));
  }

  /** The most probable class of a head, the first of equals; empty if the head is absent. */
  public Optional<Integer> argMax(String head) {
    return of(head).map(HeadOutputs::argMax);
  }

  private static int argMax(float[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[best]) {
        best = c;
      }
    }
    return best;
  }
}
