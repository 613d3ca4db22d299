package dev.tandem.learner.policy;

import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.PolicyOption;
import dev.tandem.learner.spec.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A policy as {@link Policies} knows it: what each says of itself beside its name. Start from
 * {@link #of}.
 *
 * @param name in configuration, metrics and versions
 * @param maker makes one
 * @param targets what its pace may multiply, by default the first; none if it has no pace
 * @param byRatio whether it goes by ratios of scores, so that they can have a dead zone
 * @param options it alone has
 * @param passes what a step costs for so many modalities, in forward and backward passes of the
 *     whole network: forward is a third of one
 * @param obstacle why it is not defined for settings; empty where it is
 * @param completion what it needs of the other settings to be so
 */
public record PolicyDefinition(
    String name,
    Function<PolicyParts, Policy> maker,
    List<PaceTarget> targets,
    boolean byRatio,
    List<PolicyOption> options,
    IntToDoubleFunction passes,
    Function<LearnerSettings, Optional<String>> obstacle,
    UnaryOperator<LearnerSettings> completion) {

  public PolicyDefinition {
    targets = List.copyOf(targets);
    options = List.copyOf(options);
  }

  /** A policy without a pace, an option or an obstacle, which makes one pass. */
  static PolicyDefinition of(String name, Function<PolicyParts, Policy> maker) {
    return new PolicyDefinition(
        name,
        maker,
        List.of(),
        false,
        List.of(),
        modalities -> 1,
        settings -> Optional.empty(),
        settings -> settings);
  }

  /** The same with a pace, which multiplies an update unless gradients are asked for. */
  PolicyDefinition paced() {
    return paced(List.of(PaceTarget.UPDATE, PaceTarget.GRADIENT));
  }

  /** The same with a pace that is part of how gradients come about. */
  PolicyDefinition pacedGradients() {
    return paced(List.of(PaceTarget.GRADIENT));
  }

  private PolicyDefinition paced(List<PaceTarget> known) {
    return new PolicyDefinition(name, maker, known, byRatio, options, passes, obstacle, completion);
  }

  PolicyDefinition goesByRatio() {
    return new PolicyDefinition(name, maker, targets, true, options, passes, obstacle, completion);
  }

  PolicyDefinition with(PolicyOption... own) {
    return new PolicyDefinition(
        name, maker, targets, byRatio, List.of(own), passes, obstacle, completion);
  }

  PolicyDefinition passing(IntToDoubleFunction value) {
    return new PolicyDefinition(
        name, maker, targets, byRatio, options, value, obstacle, completion);
  }

  /** The same with one more obstacle, behind those that there are. */
  PolicyDefinition unless(Function<LearnerSettings, Optional<String>> another) {
    return new PolicyDefinition(
        name,
        maker,
        targets,
        byRatio,
        options,
        passes,
        settings -> obstacle.apply(settings).or(() -> another.apply(settings)),
        completion);
  }

  /** The same for classes alone: it counts on labels that are right or wrong. */
  PolicyDefinition ofClasses() {
    return unless(
        settings ->
            settings.architecture().kind() == Task.CLASSIFICATION
                ? Optional.empty()
                : Optional.of("defined for classification, not for regression"));
  }

  /** The same for one fusion alone. */
  PolicyDefinition ofFusion(String fusion) {
    return unless(
        settings ->
            settings.architecture().fusion().name().equals(fusion)
                ? Optional.empty()
                : Optional.of(
                    "defined for %s fusion, not for %s"
                        .formatted(fusion, settings.architecture().fusion().name())));
  }

  PolicyDefinition completing(UnaryOperator<LearnerSettings> value) {
    return new PolicyDefinition(name, maker, targets, byRatio, options, passes, obstacle, value);
  }

  /**
   * Checks that it is defined for settings.
   *
   * @throws IllegalArgumentException if it is not, saying why
   */
  void requireDefined(LearnerSettings settings) {
    obstacle
        .apply(settings)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  "learner.policy is %s, which is %s. Change one of them.".formatted(name, why));
            });
    settings.pace().appliesTo().ifPresent(this::requireTarget);
    requireRatio(settings.pace());
    if (!settings.pace().brake() && targets.isEmpty()) {
      throw new IllegalArgumentException(
          "learner.brake is off, and learner.policy %s has no pace. Remove it.".formatted(name));
    }
    options.forEach(settings.policySettings()::text);
  }

  private void requireTarget(PaceTarget target) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(
          "learner.pace-applies-to is %s, and learner.policy %s has no pace. Remove it."
              .formatted(target.text(), name));
    }
    if (!targets.contains(target)) {
      throw new IllegalArgumentException(
          "learner.pace-applies-to is %s; the pace of learner.policy %s is part of its gradients. Remove it to use %s."
              .formatted(target.text(), name, targets.get(0).text()));
    }
  }

  private void requireRatio(PaceSettings pace) {
    if (pace.deadZone() > 0 && !byRatio) {
      throw new IllegalArgumentException(
          "learner.dead-zone is %s, and learner.policy %s goes by no ratio of scores. Remove it."
              .formatted(pace.deadZone(), name));
    }
  }

  /** What its pace multiplies; of one without a pace that does not matter. */
  PaceTarget target(PaceSettings pace) {
    List<PaceTarget> known = new ArrayList<>(targets);
    known.add(PaceTarget.UPDATE);
    return pace.appliesTo().orElse(known.get(0));
  }
}
