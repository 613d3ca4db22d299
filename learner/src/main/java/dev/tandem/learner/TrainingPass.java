package dev.tandem.learner;

import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Leaves;
import dev.tandem.learner.network.ModalityInput;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Forward and backward through a batch; changes no parameter. */
final class TrainingPass implements AutoCloseable {

  private final Network network;
  private final InputStaging staging;
  private final ParameterStore parameters;
  private final Objective objective;
  private final Set<String> probes;

  TrainingPass(
      LearnerSettings settings,
      Policy policy,
      Network network,
      InputStaging staging,
      ParameterStore parameters) {
    this.network = network;
    this.staging = staging;
    this.parameters = parameters;
    this.objective = new Objective(policy, settings.objective());
    this.probes =
        Stream.concat(Stream.of(Heads.FUSED), settings.architecture().modalityNames().stream())
            .filter(head -> !policy.optimises(head))
            .collect(Collectors.toSet());
  }

  /**
   * What a pass left, until its scope closes.
   *
   * @param inputs what the batch has
   * @param leaves with the gradients, where the losses are finite
   * @param losses by head
   */
  record Result(List<ModalityInput> inputs, Leaves leaves, Map<String, HeadLoss> losses) {

    boolean finite() {
      return losses.values().stream().allMatch(loss -> Double.isFinite(loss.loss()));
    }

    /** What of it is not finite, in words; empty if all is. */
    Optional<String> defect(List<Gradient> gradients) {
      Stream<String> ofLosses =
          losses.values().stream()
              .filter(loss -> !Double.isFinite(loss.loss()))
              .map(loss -> "the loss of %s is %s".formatted(loss.head(), loss.loss()));
      Stream<String> ofGradients =
          gradients.stream()
              .filter(gradient -> !gradient.finite())
              .map(g -> "the gradient of %s is not finite".formatted(g.parameter().name()));
      return Stream.concat(ofLosses, ofGradients).findFirst();
    }
  }

  Result run(List<LabelledExample> batch, Labels labels, TensorScope scope) {
    List<Example> examples = batch.stream().map(LabelledExample::example).toList();
    List<ModalityInput> inputs = staging.stage(examples, scope);
    Leaves leaves = Leaves.trained(parameters, scope);
    List<HeadLogits> logits = network.forward(inputs, leaves, probes);
    Result result = new Result(inputs, leaves, objective.losses(logits, labels));
    if (result.finite()) {
      objective.backward(logits, result.losses(), scope);
    }
    return result;
  }

  @Override
  public void close() {
    objective.close();
  }
}
