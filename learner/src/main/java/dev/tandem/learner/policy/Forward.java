package dev.tandem.learner.policy;

import dev.tandem.learner.network.Network;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Objective.Root;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one forward pass gave.
 *
 * @param outputs representations and logits
 * @param losses of every head that has any row, unweighted; each with its gradient, weighted
 */
public record Forward(Network.Outputs outputs, Map<String, HeadLoss> losses) {

  /** Where a backward pass of the whole objective begins. */
  List<Root> roots() {
    return roots(losses.keySet());
  }

  /** A head's logits as a root of a backward pass, with a gradient of a policy's own. */
  Root root(String head, float[] gradient) {
    return outputs.heads().stream()
        .filter(logits -> logits.head().equals(head))
        .map(logits -> new Root(logits.values(), gradient))
        .findFirst()
        .orElseThrow();
  }

  /** Where a backward pass of some heads' losses begins. */
  List<Root> roots(Set<String> heads) {
    return roots(heads, 1);
  }

  /** The same of losses that are multiplied. */
  List<Root> roots(Set<String> heads, double factor) {
    return outputs.heads().stream()
        .filter(logits -> heads.contains(logits.head()))
        .map(
            logits ->
                new Root(logits.values(), times(factor, losses.get(logits.head()).gradient())))
        .toList();
  }

  /** The values themselves where nothing is multiplied. */
  static float[] times(double factor, float[] values) {
    if (factor == 1) {
      return values;
    }
    float[] product = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      product[i] = (float) (factor * values[i]);
    }
    return product;
  }
}
