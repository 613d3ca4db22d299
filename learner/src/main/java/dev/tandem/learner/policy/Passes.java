package dev.tandem.learner.policy;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.evaluation.DriftWatch;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.optimizer.Optimizers;
import java.util.List;
import java.util.Optional;

/**
 * What passes go through.
 *
 * @param network the layers
 * @param parameters their values
 * @param learned by ordinal, whether a parameter is learned
 * @param staging memory for the inputs
 * @param objective what is lost
 * @param optimizers whose moments gradients are compared with
 */
public record Passes(
    Network network,
    ParameterStore parameters,
    boolean[] learned,
    InputStaging staging,
    Objective objective,
    Optimizers optimizers)
    implements AutoCloseable {

  /**
   * A pass over a batch, one at a time.
   *
   * @param watch looks for drift in new clips; empty if nobody does
   */
  public Pass over(
      List<LabelledExample> batch,
      Labels labels,
      Update update,
      Optional<DriftWatch> watch,
      TensorScope scope) {
    List<Example> examples = batch.stream().map(LabelledExample::example).toList();
    return new Pass(this, staging.stage(examples, scope), labels, update, watch, scope);
  }

  @Override
  public void close() {
    staging.close();
    objective.close();
    optimizers.close();
  }
}
