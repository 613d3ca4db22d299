package dev.tandem.learner.policy;

import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.optimizer.GradientSet;

/**
 * Parameters that may be moved away from where they are until it is closed: then every bit is put
 * back.
 */
final class Perturbation implements AutoCloseable {

  private final ParameterStore parameters;
  private final ParameterStore before;

  Perturbation(ParameterStore parameters) {
    this.parameters = parameters;
    this.before = parameters.duplicate();
  }

  /** Adds what a set has for them; its tensors are in the scope. */
  void move(GradientSet by, TensorScope scope) {
    for (Parameter parameter : by.parameters()) {
      parameters.add(parameter, by.of(parameter).orElseThrow(), scope);
    }
  }

  @Override
  public void close() {
    parameters.set(before);
    before.close();
  }
}
