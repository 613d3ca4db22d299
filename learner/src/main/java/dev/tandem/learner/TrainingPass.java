package dev.tandem.learner;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;

import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.LeafTensors;
import dev.tandem.learner.network.ModalityInput;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.policy.Policy;
import dev.tandem.learner.policy.Policy.Evidence;
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
  private final boolean[] trained;
  private final boolean scoresTerms;

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
    this.scoresTerms = policy.evidence() == Evidence.TERM_SCORES;
    this.trained = parameters.layout().trained(settings.optimizer().frozen());
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
   * @param terms what each modality's term of the fusion would lose by itself; empty where the
   *     policy does not ask
   */
  record Result(
      List<ModalityInput> inputs,
      LeafTensors leaves,
      Map<String, HeadLoss> losses,
      Map<String, HeadLoss> terms) {

    /** By modality, what the policy compares. */
    Map<String, HeadLoss> compared() {
      return terms.isEmpty() ? losses : terms;
    }

    boolean finite() {
      return losses.values().stream().allMatch(loss -> Double.isFinite(loss.loss()));
    }

    /** What of it is not finite, or nearly, in words; empty if all is well. */
    Optional<String> defect(List<Gradient> gradients) {
      Stream<String> ofLosses =
          losses.values().stream()
              .filter(loss -> !Double.isFinite(loss.loss()))
              .map(loss -> "the loss of %s is %s".formatted(loss.head(), loss.loss()));
      Stream<String> ofGradients =
          gradients.stream().filter(gradient -> !gradient.bounded()).map(TrainingPass::defect);
      return Stream.concat(ofLosses, ofGradients).findFirst();
    }
  }

  private static String defect(Gradient gradient) {
    return "the norm of the gradient of %s is %.1e; must be at most 1e17"
        .formatted(gradient.parameter().name(), Math.sqrt(gradient.squares()));
  }

  /** A pass over a new batch. */
  Result run(List<LabelledExample> batch, Labels labels, TensorScope scope) {
    return run(batch, labels, scope, scoresTerms);
  }

  /** A pass over earlier clips, which no policy compares. */
  Result replay(List<LabelledExample> batch, Labels labels, TensorScope scope) {
    return run(batch, labels, scope, false);
  }

  private Result run(
      List<LabelledExample> batch, Labels labels, TensorScope scope, boolean wantsTerms) {
    List<Example> examples = batch.stream().map(LabelledExample::example).toList();
    List<ModalityInput> inputs = staging.stage(examples, scope);
    LeafTensors leaves = LeafTensors.trained(parameters, trained, scope);
    Network.Outputs outputs = network.forward(inputs, leaves, probes, wantsTerms);
    List<HeadLogits> logits = outputs.heads();
    Result result =
        new Result(
            inputs,
            leaves,
            objective.losses(logits, labels),
            objective.losses(outputs.terms(), labels));
    if (result.finite() && leaves.trains()) {
      objective.backward(logits, result.losses(), scope);
    }
    return result;
  }

  @Override
  public void close() {
    objective.close();
  }
}
