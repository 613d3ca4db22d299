package dev.tandem.learner.policy;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.Optimizers;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.SgdSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A policy with a network, an objective and an optimizer, and nothing else of a learner. */
final class PolicyRun implements AutoCloseable {

  /** What a step made: gradients as they are learned from, and paces. */
  record Made(Map<String, double[]> gradients, Map<String, Double> paces) {}

  private final LearnerSettings settings;
  private final ParameterStore parameters;
  private final Passes passes;
  private final Policy policy;

  private PolicyRun(LearnerSettings settings) {
    this.settings = settings;
    TorchEngine.start(1);
    Network network = new Network(settings.architecture());
    this.parameters =
        ParameterStore.initial(network.layout(), settings.seed(), settings.compute().device());
    this.policy = Policies.fresh(settings);
    Set<String> probes =
        Stream.concat(Stream.of(Heads.FUSED), settings.architecture().modalityNames().stream())
            .filter(head -> !policy.optimises(head))
            .collect(Collectors.toSet());
    this.passes =
        new Passes(
            network,
            parameters,
            network.layout().trained(Set.of()),
            new InputStaging(settings.architecture()),
            new Objective(settings.objective(), probes),
            new Optimizers(settings.optimizer(), Policies.target(settings), probes, parameters));
  }

  /** With parameters as the seed draws them. */
  static PolicyRun of(LearnerSettings settings) {
    return new PolicyRun(Policies.settled(settings));
  }

  static PolicyRun of(GoldenPolicyTest.Case golden, String device) {
    PolicyRun run = new PolicyRun(settings(golden, device));
    for (Parameter parameter : run.parameters.layout().parameters()) {
      run.parameters.set(parameter, golden.parameters().get(parameter.name()));
    }
    return run;
  }

  private static LearnerSettings settings(GoldenPolicyTest.Case golden, String device) {
    Architecture architecture = GoldenPolicyTest.network(golden);
    List<String> names =
        IntStream.range(0, architecture.classes()).mapToObj(c -> "class-" + c).toList();
    OptimizerSettings sgd =
        OptimizerSettings.named("sgd")
            .withSgd(new SgdSettings(golden.momentum(), false))
            .withLearningRate(golden.learningRate());
    PaceSettings pace =
        PaceSettings.defaults()
            .withAlpha(golden.alpha())
            .withBetaMax(golden.betaMax())
            .withScoreHalfLife(golden.scoreHalfLife())
            .withDeadZone(golden.deadZone());
    if (golden.policy().equals("ogm-ge")) { // as published
      pace = pace.withAppliesTo(PaceTarget.GRADIENT);
    }
    LearnerSettings settings =
        LearnerSettings.of(architecture, names)
            .withPolicy(golden.policy())
            .withSeed(golden.seed())
            .withCompute(ComputeSettings.defaults().withDevice(device))
            .withPace(pace)
            .withOptimizer(
                golden.clipNorm() == null
                    ? sgd
                    : sgd.withClipNorm(OptionalDouble.of(golden.clipNorm())));
    for (Map.Entry<String, String> option : golden.options().entrySet()) {
      settings = settings.withPolicyOption(option.getKey(), option.getValue());
    }
    return Policies.settled(settings);
  }

  Policy policy() {
    return policy;
  }

  /** All parameters' values. */
  float[] values() {
    return parameters.copy();
  }

  /** Looks at a batch, and learns nothing from it. */
  <T> T look(List<LabelledExample> batch, int number, Function<Pass, T> look) {
    try (TensorScope scope = TensorScope.recording(settings.compute().device())) {
      Labels labels = Labels.of(batch, settings.architecture());
      Update update = new Update(settings.seed(), number, 0);
      return look.apply(passes.over(batch, labels, update, Optional.empty(), scope));
    }
  }

  /** Learns from new clips. */
  Made step(List<LabelledExample> batch, int number) {
    return look(batch, number, pass -> step(pass, number));
  }

  private Made step(Pass pass, int number) {
    PolicyStep made = policy.step(pass);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    for (Gradient gradient : made.gradients()) {
      Parameter parameter = gradient.parameter();
      double pace =
          passes.optimizers().isProbes(parameter) ? 1 : made.pace().applyAsDouble(parameter);
      gradients.put(parameter.name(), times(pace, gradient));
    }
    Map<String, Double> paces = new LinkedHashMap<>();
    made.modalities().forEach((modality, step) -> paces.put(modality, step.pace()));
    passes.optimizers().step(made.gradients(), made.pace(), number);
    return new Made(gradients, paces);
  }

  private static double[] times(double pace, Gradient gradient) {
    float[] values = new float[gradient.parameter().size()];
    gradient.values().floats().get(0, values);
    return IntStream.range(0, values.length).mapToDouble(i -> pace * values[i]).toArray();
  }

  @Override
  public void close() {
    passes.close();
    parameters.close();
  }
}
