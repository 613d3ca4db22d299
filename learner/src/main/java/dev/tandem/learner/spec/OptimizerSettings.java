package dev.tandem.learner.spec;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * An optimizer, as data. Start from {@link #named} and change what differs; what a named optimizer
 * does not use is ignored.
 *
 * @param name adam, adamw, rmsprop or sgd
 * @param learningRate step size, above 0
 * @param schedule how the step size goes on
 * @param clipNorm largest global gradient norm; empty: no clipping
 * @param weightDecay PyTorch's {@code weight_decay}: decoupled from the gradient for AdamW, an L2
 *     penalty added to the gradient for the others
 * @param adam moments of Adam and AdamW
 * @param sgd momentum of {@code sgd}
 * @param rmsprop mean square of {@code rmsprop}
 * @param frozen groups of parameters that stay as they are, such as {@code encoder.audio}; see
 *     {@link ParameterGroup#text}
 */
public record OptimizerSettings(
    String name,
    double learningRate,
    ScheduleSettings schedule,
    OptionalDouble clipNorm,
    double weightDecay,
    AdamSettings adam,
    SgdSettings sgd,
    RmsPropSettings rmsprop,
    Set<String> frozen) {

  private static final List<String> NAMES = List.of("adam", "adamw", "rmsprop", "sgd");

  public OptimizerSettings {
    Requirement.oneOf("learner.optimizer", name, NAMES);
    Requirement.positive("learner.learning-rate", learningRate, standardRate(name));
    clipNorm.ifPresent(norm -> Requirement.positive("learner.clip-norm", norm, "no clipping"));
    Requirement.notNegative("learner.weight-decay", weightDecay, 0);
    frozen = Collections.unmodifiableSortedSet(new TreeSet<>(frozen));
  }

  /** The named optimizer with PyTorch's moments, no weight decay, and SGD with momentum 0.9. */
  public static OptimizerSettings named(String name) {
    return new OptimizerSettings(
        name,
        standardRate(name),
        ScheduleSettings.constant(),
        OptionalDouble.empty(),
        0,
        AdamSettings.defaults(),
        SgdSettings.defaults(),
        RmsPropSettings.defaults(),
        Set.of());
  }

  /** Whether the first moment is a mean, or a decaying sum, of gradients. */
  public boolean averagesGradients() {
    return switch (name) {
      case "adam", "adamw" -> true;
      case "sgd" -> sgd.momentum() > 0;
      default -> false;
    };
  }

  public OptimizerSettings withLearningRate(double value) {
    return new OptimizerSettings(
        name, value, schedule, clipNorm, weightDecay, adam, sgd, rmsprop, frozen);
  }

  public OptimizerSettings withSchedule(ScheduleSettings value) {
    return new OptimizerSettings(
        name, learningRate, value, clipNorm, weightDecay, adam, sgd, rmsprop, frozen);
  }

  public OptimizerSettings withClipNorm(OptionalDouble value) {
    return new OptimizerSettings(
        name, learningRate, schedule, value, weightDecay, adam, sgd, rmsprop, frozen);
  }

  public OptimizerSettings withWeightDecay(double value) {
    return new OptimizerSettings(
        name, learningRate, schedule, clipNorm, value, adam, sgd, rmsprop, frozen);
  }

  public OptimizerSettings withAdam(AdamSettings value) {
    return new OptimizerSettings(
        name, learningRate, schedule, clipNorm, weightDecay, value, sgd, rmsprop, frozen);
  }

  public OptimizerSettings withSgd(SgdSettings value) {
    return new OptimizerSettings(
        name, learningRate, schedule, clipNorm, weightDecay, adam, value, rmsprop, frozen);
  }

  public OptimizerSettings withRmsprop(RmsPropSettings value) {
    return new OptimizerSettings(
        name, learningRate, schedule, clipNorm, weightDecay, adam, sgd, value, frozen);
  }

  public OptimizerSettings withFrozen(Set<String> value) {
    return new OptimizerSettings(
        name, learningRate, schedule, clipNorm, weightDecay, adam, sgd, rmsprop, value);
  }

  /** The step size that a named optimizer begins with: 0.01 of sgd, 0.002 of the others. */
  public static double standardRate(String name) {
    return name.equals("sgd") ? 0.01 : 0.002;
  }
}
