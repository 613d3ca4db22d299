package dev.tandem.learner.optimizer;

import dev.tandem.learner.engine.DeviceFloats;
import dev.tandem.learner.engine.Floats;
import dev.tandem.learner.engine.NativeFloats;
import dev.tandem.learner.network.ParameterStore;
import java.util.List;

/**
 * The moments of all parameters, on the device where those are, and the arithmetic of the whole:
 * whatever goes through memory as large as the parameters. Closing frees them.
 */
interface Moments extends AutoCloseable {

  /** Zeros for the moments that a rule keeps, laid out as the parameters are. */
  static Moments of(UpdateRule rule, ParameterStore parameters) {
    Floats memory = parameters.memory();
    return memory instanceof DeviceFloats
        ? new DeviceMoments(rule, parameters)
        : new HeapMoments(rule, (NativeFloats) memory);
  }

  /**
   * The gradients and their norms, in the same order.
   *
   * @param withAgreement whether to measure how they lie to the first moments, too
   */
  List<Gradient> measured(List<Gradient.Unmeasured> gradients, boolean withAgreement);

  /** Moves parameters and moments, in place. */
  void update(List<ParameterUpdate> updates);

  /** By moment, all its values, padding included. */
  float[][] copy();

  /** Zeros again. */
  void clear();

  /** Takes over what {@link #copy} gave. */
  void set(float[][] moments);

  @Override
  void close();
}
