package dev.tandem.benchmarks.parity;

import dev.tandem.learner.Learner;
import dev.tandem.learner.StepReport;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.Optimizers;
import dev.tandem.learner.policy.Pass;
import dev.tandem.learner.policy.Passes;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.policy.PolicyStep;
import dev.tandem.learner.policy.Update;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the learner computes, as named numbers: policy {@code multi-loss}, Adam, nothing besides.
 */
final class LearnerSide {

  static final double LEARNING_RATE = 0.001;

  private final ParityData data;

  LearnerSide(ParityData data) {
    this.data = data;
  }

  /**
   * One training step up to its gradients: {@code logits.HEAD}, {@code loss.HEAD}, {@code
   * gradient.PARAMETER}, and {@code statistic.NAME} as the step has moved it.
   */
  Map<String, float[]> step(Architecture architecture) {
    TorchEngine.start(1);
    LearnerSettings settings = settings(architecture);
    Network network = new Network(architecture);
    List<LabelledExample> batch = data.batch(architecture, 0);
    try (ParameterStore store =
            ParameterStore.of(network.layout(), data.weights(architecture), ComputeDevice.CPU);
        Passes passes = passes(settings, network, store);
        TensorScope scope = TensorScope.recording(ComputeDevice.CPU)) {
      Labels labels = Labels.of(batch, architecture);
      Pass pass = passes.over(batch, labels, new Update(0, 0, 0), Optional.empty(), scope);
      PolicyStep made = Policies.fresh(settings).step(pass);
      pass.keepStatistics();
      return numbers(pass, made, store);
    }
  }

  private static Passes passes(LearnerSettings settings, Network network, ParameterStore store) {
    return new Passes(
        network,
        store,
        store.layout().trained(Set.of()),
        new InputStaging(settings.architecture()),
        new Objective(settings.objective(), Set.of()),
        new Optimizers(settings.optimizer(), Policies.target(settings), Set.of(), store));
  }

  private static Map<String, float[]> numbers(Pass pass, PolicyStep made, ParameterStore store) {
    Map<String, float[]> numbers = new LinkedHashMap<>();
    for (HeadLogits head : pass.forward().outputs().heads()) {
      numbers.put("logits." + head.head(), head.values().toFloatArray());
    }
    for (HeadLoss loss : pass.forward().losses().values()) {
      numbers.put("loss." + loss.head(), new float[] {(float) loss.loss()});
    }
    for (Gradient gradient : made.gradients()) {
      float[] values = new float[gradient.parameter().size()];
      gradient.values().floats().duplicate().get(values);
      numbers.put("gradient." + gradient.parameter().name(), values);
    }
    for (Parameter parameter : store.layout().parameters()) {
      if (!parameter.learned()) {
        numbers.put("statistic." + parameter.name(), store.values(parameter));
      }
    }
    return numbers;
  }

  /**
   * Steps of training: {@code losses.HEAD} by step, NaN where the batch has none, and {@code
   * parameter.NAME} afterwards, statistics included.
   */
  Map<String, float[]> trajectory(Architecture architecture, int steps) {
    Map<String, float[]> numbers = new LinkedHashMap<>();
    try (Learner learner = Learner.create(settings(architecture), data.weights(architecture))) {
      for (int step = 0; step < steps; step++) {
        StepReport report = learner.train(data.batch(architecture, step));
        if (!report.trained()) {
          throw new IllegalStateException("step %d: %s".formatted(step, report.reason()));
        }
        int now = step;
        report
            .losses()
            .forEach(
                (head, loss) ->
                    numbers.computeIfAbsent("losses." + head, h -> new float[steps])[now] =
                        loss.floatValue());
      }
      for (WeightTensor tensor : learner.weights()) {
        float[] values = new float[tensor.data().remaining() / Float.BYTES];
        tensor.data().asFloatBuffer().get(values);
        numbers.put("parameter." + tensor.name(), values);
      }
    }
    return numbers;
  }

  private static LearnerSettings settings(Architecture architecture) {
    List<String> names =
        IntStream.range(0, architecture.classes()).mapToObj(Integer::toString).toList();
    LearnerSettings settings = LearnerSettings.of(architecture, names);
    return settings
        .withPolicy("multi-loss")
        .withOptimizer(OptimizerSettings.named("adam").withLearningRate(LEARNING_RATE))
        .withRehearsal(RehearsalSettings.none())
        .withReadout(ReadoutSettings.plain())
        .withWatch(settings.watch().withDrift("off"));
  }
}
