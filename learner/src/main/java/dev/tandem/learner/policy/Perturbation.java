package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.optimizer.GradientSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters moved away from where they were.
 *
 * @param parameters where they are
 * @param before what they were, by parameter
 */
record Perturbation(ParameterStore parameters, Map<Parameter, float[]> before) {

  /** Moves parameters by what a set has for them. */
  static Perturbation of(ParameterStore parameters, GradientSet by) {
    Map<Parameter, float[]> before = new LinkedHashMap<>();
    for (Parameter parameter : by.parameters()) {
      float[] values = parameters.values(parameter);
      before.put(parameter, values.clone());
      float[] move = by.of(parameter).orElseThrow().toFloatArray();
      for (int i = 0; i < values.length; i++) {
        values[i] += move[i];
      }
      parameters.set(parameter, values);
    }
    return new Perturbation(parameters, before);
  }

  /** Puts back every bit. */
  void undo() {
    before.forEach(parameters::set);
  }
}
