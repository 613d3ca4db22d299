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

  /** Moves parameters by a multiple of what a set has for them. */
  static Perturbation of(ParameterStore parameters, GradientSet by, float step) {
    Map<Parameter, float[]> before = new LinkedHashMap<>();
    for (Parameter parameter : by.parameters()) {
      float[] values = parameters.values(parameter);
      before.put(parameter, values);
      float[] moved = by.of(parameter).orElseThrow().toFloatArray();
      for (int i = 0; i < values.length; i++) {
        moved[i] = values[i] + step * moved[i];
      }
      parameters.set(parameter, moved);
    }
    return new Perturbation(parameters, before);
  }

  /** Puts back every bit. */
  void undo() {
    before.forEach(parameters::set);
  }
}
