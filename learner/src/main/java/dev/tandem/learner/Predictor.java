package dev.tandem.learner;

import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import java.util.List;

/**
 * One published version, ready to predict: the same answers as the learner gave at that version.
 * For one thread at a time; any number may live beside each other and beside a training learner.
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
    ParameterStore parameters = ParameterStore.of(network.layout(), weights);
    return new Predictor(new Inference(network, new InputStaging(architecture), parameters));
  }

  /**
   * What every head says of each example, in order.
   *
   * @throws IllegalArgumentException if an example does not fit the architecture
   */
  public List<HeadProbabilities> predict(List<Example> examples) {
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
      inference.parameters().close();
    }
  }
}
