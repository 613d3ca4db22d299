package dev.tandem.learner.policy;

import dev.tandem.learner.network.Network;
import dev.tandem.learner.objective.Criteria;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.LossWeights;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.PolicyOption;
import dev.tandem.learner.spec.PolicySettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
                MmcosinePolicy.withScale(
                    settings.withArchitecture(
                        settings.architecture().withAnswer(Architecture.FUSED))));
    policy.requireDefined(completed);
    requireWeighed(completed);
    requireFrozen(completed);
    return completed;
  }

  /** Probes are not in the sum that weights are of. */
  private static void requireWeighed(LearnerSettings settings) {
    LossWeights weights = settings.objective().weights();
    Policy policy = fresh(settings);
    for (String head : new TreeSet<>(weights.byHead().keySet())) {
      if (!policy.optimises(head)) {
        throw new IllegalArgumentException(
            "learner.loss-weights has %s, whose loss learner.policy %s only measures. Leave it out."
                .formatted(head, settings.policy()));
      }
    }
    List<String> heads = new ArrayList<>(settings.architecture().modalityNames());
    heads.add(Heads.FUSED);
    if (heads.stream().filter(policy::optimises).allMatch(head -> weights.of(head) == 0)) {
      throw new IllegalArgumentException(
          "learner.loss-weights is 0 for all that learner.policy %s learns from; must be > 0 for one. Correct it."
              .formatted(settings.policy()));
    }
  }

  /** Which groups a network has depends on its fusion. */
  private static void requireFrozen(LearnerSettings settings) {
    Set<String> frozen = settings.optimizer().frozen();
    if (frozen.isEmpty()) {
      return;
    }
    Set<String> groups =
        new Network(settings.architecture())
            .layout().parameters().stream()
                .map(parameter -> parameter.group().text())
                .collect(Collectors.toCollection(TreeSet::new));
    for (String group : frozen) {
      if (!groups.contains(group)) {
        throw new IllegalArgumentException(
            "learner.freeze has %s; this network, with %s fusion, has %s. Use some of them."
                .formatted(
                    group, settings.architecture().fusion().name(), String.join(", ", groups)));
      }
    }
    if (frozen.containsAll(groups)) {
      throw new IllegalArgumentException(
          "learner.freeze has every group of the network, and nothing is left to learn. Leave one out.");
    }
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
