package dev.tandem.learner;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.ModalityInput;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.readout.Averaging;
import dev.tandem.learner.readout.Readout;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a learner answers with: its parameters, their average, and the readout over both. */
final class ReadoutWeights implements AutoCloseable {

  private final LearnerSettings settings;
  private final Network network;
  private final ParameterStore parameters;
  private final Optional<ParameterStore> average;
  private Readout readout;

  /** Nothing averaged yet, and every expert is as good as another. */
  ReadoutWeights(LearnerSettings settings, Network network, ParameterStore parameters) {
    this.settings = settings;
    this.network = network;
    this.parameters = parameters;
    this.average =
        settings.readout().averaged() ? Optional.of(parameters.duplicate()) : Optional.empty();
    this.readout = readout(Optional.empty());
  }

  /** Goes on from what a state has; what it lacks begins anew. */
  void restore(Optional<float[]> savedAverage, Optional<float[]> losses) {
    average.ifPresent(store -> savedAverage.ifPresent(store::set));
    readout = readout(losses);
  }

  /** Nothing averaged yet, from the parameters as they are now. */
  void beginAnew() {
    average.ifPresent(store -> store.set(parameters));
    readout = readout(Optional.empty());
  }

  /** Goes on from a version, as far as it has what this readout needs. */
  void resume(ParameterStore averaged, Optional<float[]> losses) {
    average.ifPresent(store -> store.set(averaged));
    readout = readout(losses);
  }

  private Readout readout(Optional<float[]> losses) {
    Architecture architecture = settings.architecture();
    if (!settings.readout().hedged()) {
      return Readout.fused(architecture);
    }
    int experts = Readout.experts(architecture, sets().size());
    return Readout.hedged(
        architecture, losses.filter(saved -> saved.length == experts).orElse(new float[experts]));
  }

  /** Scores the experts on new clips, before the model has learned from them. */
  void learn(
      List<ModalityInput> inputs, Map<String, HeadLoss> losses, Labels labels, TensorScope scope) {
    if (!readout.learns()) {
      return;
    }
    Map<String, HeadOutput> raw = new LinkedHashMap<>();
    losses.forEach((head, loss) -> raw.put(head, loss.output()));
    List<Map<String, HeadOutput>> outputs = new ArrayList<>(List.of(raw));
    average.ifPresent(store -> outputs.add(Inference.outputs(network, inputs, store, scope)));
    readout.learn(outputs, labels, inputs.get(0).rows().batch());
  }

  /** Moves the average on, once for each new batch. */
  void average(long updates) {
    average.ifPresent(store -> Averaging.update(store, parameters, updates));
  }

  Inference inference(InputStaging staging) {
    return new Inference(network, staging, sets(), readout);
  }

  /** The sets that answer: an average without a hedge answers alone. */
  private List<ParameterStore> sets() {
    List<ParameterStore> sets = new ArrayList<>();
    if (settings.readout().hedged() || average.isEmpty()) {
      sets.add(parameters);
    }
    average.ifPresent(sets::add);
    return sets;
  }

  Optional<float[]> averageCopy() {
    return average.map(ParameterStore::copy);
  }

  Optional<float[]> losses() {
    return readout.losses();
  }

  List<WeightTensor> tensors() {
    return VersionTensors.of(parameters, average, readout.losses());
  }

  @Override
  public void close() {
    average.ifPresent(ParameterStore::close);
  }
}
