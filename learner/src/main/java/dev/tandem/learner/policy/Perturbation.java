package dev.tandem.learner.policy;

import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.optimizer.GradientSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters moved away from where they were; closing puts back every bit. */
public final class Perturbation implements AutoCloseable {

  private final ParameterStore parameters;
  private final Map<Parameter, float[]> before;
  private final Runnable atEnd;

  private Perturbation(ParameterStore parameters, Map<Parameter, float[]> before, Runnable atEnd) {
    this.parameters = parameters;
    this.before = before;
    this.atEnd = atEnd;
  }

  static Perturbation of(ParameterStore parameters, GradientSet by, Runnable atEnd) {
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
    return new Perturbation(parameters, before, atEnd);
  }

  @Override
  public void close() {
    before.forEach(parameters::set);
    atEnd.run();
  }
}
