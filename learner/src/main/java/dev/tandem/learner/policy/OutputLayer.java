package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.spec.Heads;
import java.util.Optional;

/** The layers whose outputs are logits. */
final class OutputLayer {

  private OutputLayer() {}

  /** Whether it is a matrix of the fusion's, to logits. */
  static boolean isOfFusion(Parameter parameter) {
    return isOf(Heads.FUSED, parameter);
  }

  /** Whether it is a matrix of a head's, to logits. */
  static boolean isOf(String head, Parameter parameter) {
    return parameter.rowsAreClasses()
        && parameter.shape().sizes().size() == 2
        && parameter.group().head().equals(Optional.of(head));
  }
}
