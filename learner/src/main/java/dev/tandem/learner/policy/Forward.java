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

  /** Where a backward pass of some heads' losses begins. */
  List<Root> roots(Set<String> heads) {
    return outputs.heads().stream()
        .filter(logits -> heads.contains(logits.head()))
        .map(logits -> new Root(logits.values(), losses.get(logits.head()).gradient()))
        .toList();
  }
}
