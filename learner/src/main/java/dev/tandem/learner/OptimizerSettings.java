package dev.tandem.learner;

import dev.tandem.learner.optimizer.UpdateRules;
import java.util.OptionalDouble;

/**
 * An optimizer, as data. Start from {@link #named} and change what differs; what a named optimizer
 * does not use is ignored.
 *
 * @param name {@code adam} or {@code sgd}
 * @param learningRate step size, above 0
 * @param clipNorm largest global gradient norm; empty: no clipping
 * @param weightDecay L2 penalty added to the gradient (PyTorch's {@code weight_decay})
 * @param adam moments of {@code adam}
 * @param momentum momentum of {@code sgd}
 */
public record OptimizerSettings(
    String name,
    double learningRate,
    OptionalDouble clipNorm,
    double weightDecay,
    AdamSettings adam,
    double momentum) {

  public OptimizerSettings {
    Requirement.oneOf("learner.optimizer", name, UpdateRules.names());
    Requirement.positive("learner.learning-rate", learningRate, standardRate(name));
    clipNorm.ifPresent(norm -> Requirement.positive("learner.clip-norm", norm, "no clipping"));
    Requirement.notNegative("learner.weight-decay", weightDecay, 0);
    Requirement.fraction("learner.momentum", momentum, 0.9);
  }

  /** The named optimizer with its defaults: Adam (0.9, 0.999) or SGD with momentum 0.9. */
  public static OptimizerSettings named(String name) {
    return new OptimizerSettings(
        name, standardRate(name), OptionalDouble.empty(), 0, AdamSettings.defaults(), 0.9);
  }

  public OptimizerSettings withLearningRate(double value) {
    return new OptimizerSettings(name, value, clipNorm, weightDecay, adam, momentum);
  }

  public OptimizerSettings withClipNorm(OptionalDouble value) {
    return new OptimizerSettings(name, learningRate, value, weightDecay, adam, momentum);
  }

  public OptimizerSettings withWeightDecay(double value) {
    return new OptimizerSettings(name, learningRate, clipNorm, value, adam, momentum);
  }

  public OptimizerSettings withAdam(AdamSettings value) {
    return new OptimizerSettings(name, learningRate, clipNorm, weightDecay, value, momentum);
  }

  public OptimizerSettings withMomentum(double value) {
    return new OptimizerSettings(name, learningRate, clipNorm, weightDecay, adam, value);
  }

  private static double standardRate(String name) {
    return name.equals("sgd") ? 0.01 : 0.002;
  }
}
