package dev.tandem.learner.optimizer;

import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.engine.NativeFloats;
import dev.tandem.learner.network.Parameter;

/**
 * What one step does to one parameter.
 *
 * @param scale factor of the gradient: its pace and what clipping leaves
 */
record ParameterUpdate(
    Parameter parameter, FloatTensor gradient, float scale, UpdateRule.Step step) {

  /** Whether the parameter lies right behind another that the same is done to. */
  boolean goesOnFrom(ParameterUpdate before) {
    int end = before.parameter.offset() + NativeFloats.padded(before.parameter.size());
    return parameter.offset() == end && scale == before.scale && step.equals(before.step);
  }
}
