package dev.tandem.learner.policy;

import dev.tandem.learner.objective.Criteria;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.PolicyOption;
import dev.tandem.learner.spec.PolicySettings;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The policies by name; docs/policies.md has what each does. */
public final class Policies {

  /** All of them, one to a line. */
  private static final List<PolicyDefinition> ALL =
      Stream.of(
              AgmPolicy.DEFINITION,
              AgreementPolicy.OWN,
              AgreementPolicy.SHARED,
              CggmPolicy.DEFINITION,
              EnsemblePolicy.DEFINITION,
              JointPolicy.DEFINITION,
              MlbPolicy.DEFINITION,
              MmcosinePolicy.DEFINITION,
              MmparetoPolicy.DEFINITION,
              MsamPolicy.DEFINITION,
              MultiLossPolicy.DEFINITION,
              OgmPolicy.PLAIN,
              OgmPolicy.ENHANCED,
              OpmPolicy.DEFINITION)
          .sorted(Comparator.comparing(PolicyDefinition::name))
          .toList();

  private Policies() {}

  /** The known names, sorted. */
  public static List<String> names() {
    return ALL.stream().map(PolicyDefinition::name).toList();
  }

  /** Every option that one policy alone has, in the order of their names. */
  public static List<PolicyOption> options() {
    return ALL.stream().flatMap(policy -> policy.options().stream()).distinct().toList();
  }

  /**
   * A policy by its name.
   *
   * @throws IllegalArgumentException for an unknown name, listing the known ones
   */
  public static PolicyDefinition named(String name) {
    return ALL.stream()
        .filter(policy -> policy.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "learner.policy is '%s'; known are %s. Use one of them."
                        .formatted(name, String.join(", ", names()))));
  }

  /**
   * Settings as their policy has them: how the model answers, and what the policy needs of others.
   * The same again gives the same.
   *
   * @throws IllegalArgumentException if the policy is unknown, or not defined for the rest
   */
  public static LearnerSettings settled(LearnerSettings settings) {
    PolicyDefinition policy = named(settings.policy());
    requireKnown(settings.policySettings());
    LearnerSettings completed =
        policy
            .completion()
            .apply(
                settings.withArchitecture(settings.architecture().withAnswer(Architecture.FUSED)));
    policy.requireDefined(completed);
    return completed;
  }

  private static void requireKnown(PolicySettings options) {
    List<String> known = options().stream().map(PolicyOption::key).toList();
    for (String key : options.values().keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "%s is no option of a policy; known are %s. Correct it."
                .formatted(key, String.join(", ", known)));
      }
    }
  }

  /** Whether the named policy has a pace. */
  public static boolean isPaced(String name) {
    return !named(name).targets().isEmpty();
  }

  /** What the policy's pace multiplies. */
  public static PaceTarget target(LearnerSettings settings) {
    return named(settings.policy()).target(settings.pace());
  }

  /** The policy of a learner that has seen nothing. */
  public static Policy fresh(LearnerSettings settings) {
    return restore(
        settings, PolicyState.of(PaceState.fresh(settings.architecture().modalities().size())));
  }

  /** The policy of a learner that goes on. */
  public static Policy restore(LearnerSettings settings, PolicyState state) {
    PaceKeeper keeper = new PaceKeeper(settings.pace(), scale(settings), state.paces());
    return named(settings.policy()).maker().apply(new PolicyParts(settings, keeper, state.own()));
  }

  private static ScoreScale scale(LearnerSettings settings) {
    return Criteria.of(settings.objective()).scoresAreLosses()
        ? ScoreScale.ofLosses()
        : ScoreScale.probabilities(settings.architecture().classes());
  }
}
