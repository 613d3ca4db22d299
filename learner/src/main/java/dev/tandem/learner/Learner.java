package dev.tandem.learner;

import dev.tandem.learner.StepReport.Outcome;
import dev.tandem.learner.augmentation.Augmenter;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.Sample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.engine.Devices;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.evaluation.DriftWatch;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.optimizer.Optimizers;
import dev.tandem.learner.policy.DefectException;
import dev.tandem.learner.policy.Pass;
import dev.tandem.learner.policy.Passes;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.policy.Policy;
import dev.tandem.learner.policy.PolicyStep;
import dev.tandem.learner.policy.Update;
import dev.tandem.learner.rehearsal.ReservoirState;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model that learns from batches, one step each: forward, losses, backward, paces, update; then
 * updates on earlier clips, and the average. A step is a function of the settings, the state and
 * the batch alone. For one thread at a time.
 */
public final class Learner implements AutoCloseable {

  private final LearnerSettings settings;
  private final Network network;
  private final ParameterStore parameters;
  private final Passes passes;
  private final Augmenter augmenter;
  private final ReadoutWeights readout;
  private final Rehearsal rehearsal;
  private Policy policy;
  private DriftWatch drift;
  private LearnerState.Counts counts = LearnerState.Counts.NONE;
  private boolean closed;

  private Learner(
      LearnerSettings settings,
      Network network,
      ParameterStore parameters,
      ReservoirState earlierClips) {
    this.settings = settings;
    this.network = network;
    this.parameters = parameters;
    this.policy = Policies.fresh(settings);
    this.passes = passes(settings, policy, network, parameters);
    this.augmenter =
        new Augmenter(settings.augmentation(), settings.architecture(), settings.seed());
    try {
      this.rehearsal = new Rehearsal(settings, passes, earlierClips);
      this.readout = new ReadoutWeights(settings, network, parameters);
    } catch (RuntimeException | Error e) { // no room for earlier clips, or on the device
      passes.close();
      throw e;
    }
    this.drift = new DriftWatch(settings.architecture().kind());
  }

  private static Passes passes(
      LearnerSettings settings, Policy policy, Network network, ParameterStore parameters) {
    Set<String> probes =
        heads(settings).filter(head -> !policy.optimises(head)).collect(Collectors.toSet());
    return new Passes(
        network,
        parameters,
        parameters.layout().trained(settings.optimizer().frozen()),
        new InputStaging(settings.architecture()),
        new Objective(settings.objective(), probes),
        new Optimizers(settings.optimizer(), Policies.target(settings), probes, parameters));
  }

  /**
   * A learner that has seen nothing: its parameters follow from the seed.
   *
   * @param given the settings, {@linkplain Policies#settled settled} or not
   * @throws IllegalArgumentException if the policy is unknown, or not defined for them
   * @throws IllegalStateException if PyTorch already runs with another number of threads, or has no
   *     such device
   */
  public static Learner create(LearnerSettings given) {
    LearnerSettings settings = Policies.settled(given);
    start(settings.compute());
    Network network = new Network(settings.architecture());
    ParameterStore parameters =
        ParameterStore.initial(network.layout(), settings.seed(), settings.compute().device());
    return over(settings, network, parameters, ReservoirState.EMPTY);
  }

  private static Learner over(
      LearnerSettings settings,
      Network network,
      ParameterStore parameters,
      ReservoirState earlierClips) {
    try {
      return new Learner(settings, network, parameters, earlierClips);
    } catch (RuntimeException | Error e) {
      parameters.close();
      throw e;
    }
  }

  /**
   * A learner that begins with given parameters; those that are not given follow from the seed.
   * Average and readout begin anew, with these parameters.
   *
   * @param weights as {@link #weights} gave them, or some of them; or those of torchvision's {@code
   *     resnet18}, for every encoder of that type
   * @throws IllegalArgumentException naming the first tensor that does not fit
   */
  public static Learner create(LearnerSettings settings, List<WeightTensor> weights) {
    Learner learner = create(settings);
    try {
      List<WeightTensor> fitted =
          TorchvisionWeights.fitted(learner.settings.architecture(), weights);
      learner.parameters.put(VersionTensors.read(fitted).parameters());
      learner.readout.beginAnew();
      return learner;
    } catch (RuntimeException | Error e) {
      learner.close();
      throw e;
    }
  }

  /**
   * A learner that goes on from a saved state.
   *
   * @throws IllegalArgumentException if the state is of another architecture, class list, policy,
   *     optimizer or seed
   * @throws IllegalStateException if PyTorch already runs with another number of threads, or has no
   *     such device
   */
  public static Learner restore(LearnerSettings given, LearnerState state) {
    LearnerSettings settings = Policies.settled(given);
    start(settings.compute());
    state.identity().requireSame(LearnerIdentity.of(settings));
    Network network = new Network(settings.architecture());
    ParameterStore parameters =
        ParameterStore.of(network.layout(), state.parameters(), settings.compute().device());
    Learner learner = over(settings, network, parameters, state.reservoir());
    try {
      learner.goOn(state);
      return learner;
    } catch (RuntimeException | Error e) {
      learner.close();
      throw e;
    }
  }

  private void goOn(LearnerState state) {
    passes.optimizers().restore(state.optimizer());
    readout.restore(state.average(), state.hedge());
    policy = Policies.restore(settings, state.policy());
    drift = state.drift().copy();
    counts = state.counts();
  }

  /**
   * This learner with more classes, the last: heads and fusion gain outputs, drawn from the seed
   * and each class's ordinal; everything else goes on as it was. Several at once are what one after
   * the other are, for the cost of one: all of the state is copied. This one is closed.
   *
   * @param classNames in order
   * @throws IllegalArgumentException if it tells no classes apart, or knows one of them
   */
  public Learner grownBy(List<String> classNames) {
    List<String> all = new ArrayList<>(settings.classNames());
    all.addAll(classNames);
    if (settings.architecture().kind() != Task.CLASSIFICATION
        || new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException(
          "classes %s cannot be added to the %s of %s. Add classes that it does not know."
              .formatted(classNames, settings.architecture().task(), settings.classNames()));
    }
    LearnerSettings larger = settings.withClassNames(all);
    Learner grown = restore(larger, state().grown(larger));
    close();
    return grown;
  }

  /**
   * One training step, and its rehearsal. Where new clips are augmented, all of the step sees them
   * so: losses, scores, drift and the readout's experts.
   *
   * @return what the forward pass measured, and the paces applied; or why there was no step
   * @throws IllegalArgumentException if the batch is empty, or an example does not fit the
   *     architecture or has a label that is none of its outputs; nothing has changed then
   */
  public StepReport train(List<LabelledExample> batch) {
    requireOpen();
    Labels labels = Labels.of(batch, settings.architecture());
    if (counts.halted()) {
      passes.staging().requireUsable(batch.stream().map(LabelledExample::example).toList());
      return StepReport.unused(counts.step(), batch.size(), Outcome.HALTED, "the model is halted");
    }
    List<Sample> samples = Sample.ofNew(batch, counts.samples());
    StepReport report = learn(samples, labels);
    if (!report.trained()) {
      return report;
    }
    List<String> defects = rehearsal.learn(samples, policy, counts.step() - 1);
    readout.average(counts.step() - 1);
    return report.withReplaysSkipped(defects);
  }

  private StepReport learn(List<Sample> samples, Labels labels) {
    DriftWatch watching = drift.copy();
    Optional<DriftWatch> watch =
        settings.watch().watchesDrift() ? Optional.of(watching) : Optional.empty();
    try (TensorScope scope = TensorScope.recording(parameters.device())) {
      Update update = new Update(settings.seed(), counts.step(), 0);
      Pass pass = passes.over(augmenter.augmented(samples), labels, update, watch, scope);
      PolicyStep made = policy.step(pass);
      Map<String, HeadLoss> losses = pass.forward().losses();
      DriftWatch.Alarm alarm = pass.alarm();
      readout.learn(pass.inputs(), losses, labels, scope);
      passes.optimizers().step(made.gradients(), made.pace(), counts.step());
      pass.keepStatistics();
      drift = watching;
      counts = counts.trained(samples.size());
      return new StepReport(
          counts.step(),
          samples.size(),
          Outcome.TRAINED,
          "",
          0,
          lossValues(losses),
          made.modalities(),
          alarm.heads());
    } catch (DefectException e) {
      return skip(samples.size(), e.getMessage());
    }
  }

  private StepReport skip(int examples, String defect) {
    counts = counts.skipped(settings.watch().maxSkipped());
    String reason =
        counts.halted()
            ? "%s, for %d batches in a row: the model halts".formatted(defect, counts.skipped())
            : defect;
    Outcome outcome = counts.halted() ? Outcome.HALTED : Outcome.SKIPPED;
    return StepReport.unused(counts.step(), examples, outcome, reason);
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

  /**
   * Goes on from a version, after a halt or before one: parameters, average and readout are the
   * version's, moments, paces and drift begin anew; steps are counted on, and earlier clips stay.
   *
   * @param version as {@link #weights} gave it
   * @throws IllegalArgumentException if it does not fit the architecture; nothing has changed then
   */
  public void resume(List<WeightTensor> version) {
    requireOpen();
    VersionTensors tensors = VersionTensors.read(version);
    try (ParameterStore saved = store(tensors.parameters());
        ParameterStore average = store(tensors.averageOrParameters())) {
      parameters.set(saved);
      readout.resume(average, tensors.losses());
    }
    passes.optimizers().reset();
    policy = Policies.fresh(settings);
    drift = new DriftWatch(settings.architecture().kind());
    counts = counts.resumed();
  }

  /**
   * A version of before the last classes came, as of now: with rows for them, as they were drawn.
   *
   * @throws IllegalArgumentException if it does not fit the architecture otherwise
   */
  public List<WeightTensor> grown(List<WeightTensor> version) {
    return VersionTensors.read(version).grown(settings.architecture(), settings.seed()).all();
  }

  /**
   * What every head says of each example, in order; {@code fused} is the readout. Changes nothing.
   * The last bits may depend on who else is in the list, since kernels split their sums by its
   * size.
   *
   * @throws IllegalArgumentException if an example does not fit the architecture
   */
  public List<HeadOutputs> predict(List<Example> examples) {
    requireOpen();
    return readout.inference(passes.staging()).predict(examples);
  }

  /** A copy of everything the next step depends on. */
  public LearnerState state() {
    requireOpen();
    return new LearnerState(
        LearnerIdentity.of(settings),
        counts,
        parameters.copy(),
        readout.averageCopy(),
        passes.optimizers().state(),
        policy.state(),
        readout.losses(),
        drift.copy(),
        rehearsal.state());
  }

  /**
   * A copy of what the model answers with: the parameters, in the order of the network, then what
   * the readout needs besides.
   */
  public List<WeightTensor> weights() {
    requireOpen();
    return readout.tensors();
  }

  /** Learns nothing from now on, until {@link #resume}. */
  public void halt() {
    requireOpen();
    counts = counts.halt();
  }

  /** Number of training steps done. */
  public long step() {
    return counts.step();
  }

  /** Whether it learns nothing until {@link #resume}. */
  public boolean halted() {
    return counts.halted();
  }

  public LearnerSettings settings() {
    return settings;
  }

  /** Frees the native memory. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      passes.close();
      readout.close();
      parameters.close();
    }
  }

  private ParameterStore store(List<WeightTensor> tensors) {
    return ParameterStore.of(network.layout(), tensors, parameters.device());
  }

  private static void start(ComputeSettings compute) {
    TorchEngine.start(compute.threads());
    Devices.requirePresent(compute.device());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the learner is closed; create or restore another.");
    }
  }

  private static Stream<String> heads(LearnerSettings settings) {
    return Stream.concat(Stream.of(Heads.FUSED), settings.architecture().modalityNames().stream());
  }
}
