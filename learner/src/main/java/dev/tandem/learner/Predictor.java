package dev.tandem.learner;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.readout.Readout;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeDevice;
import java.util.ArrayList;
import java.util.List;

/**
 * One published version, ready to predict on the processor: the same answers as the learner gave at
 * that version, within rounding where that was on a GPU. For one thread at a time; any number may
 * live beside each other and beside a training learner.
 */
public final class Predictor implements AutoCloseable {

  private final Inference inference;
  private boolean closed;

  private Predictor(Inference inference) {
    this.inference = inference;
  }

  /**
   * Builds a version.
   *
   * @param weights as {@link Learner#weights} gave them
   * @throws IllegalArgumentException if they do not fit the architecture, naming the first tensor
   *     that does not
   */
  public static Predictor load(Architecture architecture, List<WeightTensor> weights) {
    Network network = new Network(architecture);
    VersionTensors version = VersionTensors.read(weights);
    boolean averaged = !version.average().isEmpty();
    Readout readout = readout(architecture, version, averaged ? 2 : 1);
    List<ParameterStore> sets = new ArrayList<>();
    try {
      if (readout.learns() || !averaged) {
        sets.add(ParameterStore.of(network.layout(), version.parameters(), ComputeDevice.CPU));
      }
      if (averaged) {
        sets.add(ParameterStore.of(network.layout(), version.average(), ComputeDevice.CPU));
      }
      return new Predictor(new Inference(network, new InputStaging(architecture), sets, readout));
    } catch (RuntimeException | Error e) {
      sets.forEach(ParameterStore::close);
      throw e;
    }
  }

  private static Readout readout(Architecture architecture, VersionTensors version, int sets) {
    if (version.losses().isEmpty()) {
      return Readout.fused(architecture);
    }
    int expected = Readout.experts(architecture, sets);
    int given = version.losses().get().length;
    if (given != expected) {
      throw new IllegalArgumentException(
          "tensor readout.losses: expected (%d) but got (%d). Use weights of the same architecture."
              .formatted(expected, given));
    }
    return Readout.hedged(architecture, version.losses().get());
  }

  /**
   * What every head says of each example, in order; {@code fused} is the readout.
   *
   * @throws IllegalArgumentException if an example does not fit the architecture
   */
  public List<HeadOutputs> predict(List<Example> examples) {
    if (closed) {
      throw new IllegalStateException("the predictor is closed; load another.");
    }
    return inference.predict(examples);
  }

  /** Frees the native memory. Not while another thread predicts. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inference.staging().close();
      inference.sets().forEach(ParameterStore::close);
    }
  }
}
