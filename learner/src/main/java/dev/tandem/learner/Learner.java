package dev.tandem.learner;

import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Leaves;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.objective.PairedScores;
import dev.tandem.learner.optimizer.Optimizers;
import dev.tandem.learner.policy.PaceKeeper;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.policy.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model that learns from batches, one step each: forward, losses, backward, paces, update. A step
 * is a function of the settings, the state and the batch alone. For one thread at a time.
 */
public final class Learner implements AutoCloseable {

  private final LearnerSettings settings;
  private final Network network;
  private final ParameterStore parameters;
  private final InputStaging staging;
  private final Objective objective;
  private final Set<String> probes;
  private final PaceKeeper pace;
  private final Optimizers optimizers;
  private long step;
  private boolean closed;

  private Learner(
      LearnerSettings settings, Network network, ParameterStore parameters, PaceKeeper pace) {
    Policy policy = policy(settings);
    this.settings = settings;
    this.network = network;
    this.parameters = parameters;
    this.pace = pace;
    this.staging = new InputStaging(settings.architecture());
    this.objective = new Objective(policy, settings.lossWeights());
    this.probes =
        heads(settings).filter(head -> !policy.optimises(head)).collect(Collectors.toSet());
    this.optimizers =
        new Optimizers(settings.optimizer(), settings.pace().appliesTo(), policy, parameters);
  }

  /**
   * A learner that has seen nothing: its parameters follow from the seed.
   *
   * @throws IllegalStateException if PyTorch already runs with another number of threads
   */
  public static Learner create(LearnerSettings settings) {
    TorchEngine.start(settings.threads());
    Network network = new Network(settings.architecture());
    int modalities = settings.architecture().modalities().size();
    return new Learner(
        settings,
        network,
        ParameterStore.initial(network.layout(), settings.seed()),
        PaceKeeper.fresh(policy(settings), settings.pace().scoreHalfLife(), modalities));
  }

  /**
   * A learner that goes on from a saved state.
   *
   * @throws IllegalArgumentException if the state is of another architecture, class list, policy,
   *     optimizer or seed
   * @throws IllegalStateException if PyTorch already runs with another number of threads
   */
  public static Learner restore(LearnerSettings settings, LearnerState state) {
    TorchEngine.start(settings.threads());
    state.identity().requireSame(LearnerIdentity.of(settings));
    Network network = new Network(settings.architecture());
    Learner learner =
        new Learner(
            settings,
            network,
            ParameterStore.of(network.layout(), state.parameters()),
            PaceKeeper.restore(policy(settings), settings.pace().scoreHalfLife(), state.paces()));
    learner.optimizers.restore(state.objective(), state.probes());
    learner.step = state.step();
    return learner;
  }

  /**
   * One training step.
   *
   * @return what the forward pass measured, and the paces applied
   * @throws IllegalArgumentException if the batch is empty, or an example does not fit the
   *     architecture or has a label outside the classes; nothing has changed then
   */
  public StepReport train(List<LabelledExample> batch) {
    requireOpen();
    int[] labels = labels(batch);
    List<Example> examples = batch.stream().map(LabelledExample::example).toList();
    try (TensorScope scope = TensorScope.recording()) {
      Leaves leaves = Leaves.trained(parameters, scope);
      List<HeadLogits> logits = network.forward(examples, staging, leaves, probes, scope);
      Map<String, HeadLoss> losses = objective.losses(logits, labels);
      objective.backward(logits, losses, scope);
      Map<String, ModalityStep> modalities = advancePaces(losses, batch.size());
      optimizers.step(leaves, paces(modalities));
      step++;
      return new StepReport(step, batch.size(), lossValues(losses), modalities);
    }
  }

  /**
   * What every head says of each example, in order; changes nothing. The last bits may depend on
   * who else is in the list, since kernels split their sums by its size.
   *
   * @throws IllegalArgumentException if an example does not fit the architecture
   */
  public List<HeadProbabilities> predict(List<Example> examples) {
    requireOpen();
    return new Inference(network, staging, parameters).predict(examples);
  }

  /** A copy of everything the next step depends on. */
  public LearnerState state() {
    requireOpen();
    return new LearnerState(
        LearnerIdentity.of(settings),
        step,
        parameters.copy(),
        optimizers.objectiveState(),
        optimizers.probesState(),
        pace.state());
  }

  /** A copy of the parameters, in the order of the network. */
  public List<WeightTensor> weights() {
    requireOpen();
    return parameters.tensors();
  }

  /** Number of training steps done. */
  public long step() {
    return step;
  }

  public LearnerSettings settings() {
    return settings;
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      staging.close();
      objective.close();
      parameters.close();
    }
  }

  private Map<String, ModalityStep> advancePaces(Map<String, HeadLoss> losses, int batch) {
    List<String> names = settings.architecture().modalityNames();
    PairedScores scores = new PairedScores(names, losses, batch);
    ModalityStep[] steps = pace.advance(scores.probabilitySums(), scores.rows());
    Map<String, ModalityStep> byName = new LinkedHashMap<>();
    for (int m = 0; m < steps.length; m++) {
      byName.put(names.get(m), steps[m]);
    }
    return byName;
  }

  private static Map<String, Double> paces(Map<String, ModalityStep> modalities) {
    Map<String, Double> paces = new LinkedHashMap<>();
    modalities.forEach((name, modality) -> paces.put(name, modality.pace()));
    return paces;
  }

  private Map<String, Double> lossValues(Map<String, HeadLoss> losses) {
    Map<String, Double> values = new LinkedHashMap<>();
    heads(settings)
        .forEach(
            head -> {
              HeadLoss loss = losses.get(head);
              values.put(head, loss == null ? Double.NaN : loss.loss());
            });
    return values;
  }

  private int[] labels(List<LabelledExample> batch) {
    int classes = settings.architecture().classes();
    for (LabelledExample labelled : batch) {
      if (labelled.label() < 0 || labelled.label() >= classes) {
        throw new IllegalArgumentException(
            "clip %s: label is %d; must be 0 to %d. Leave the clip out, or name its class."
                .formatted(labelled.example().clipId(), labelled.label(), classes - 1));
      }
    }
    return batch.stream().mapToInt(LabelledExample::label).toArray();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the learner is closed; create or restore another.");
    }
  }

  private static Policy policy(LearnerSettings settings) {
    return Policies.named(settings.policy(), settings.pace());
  }

  private static Stream<String> heads(LearnerSettings settings) {
    return Stream.concat(Stream.of(Heads.FUSED), settings.architecture().modalityNames().stream());
  }
}
