package dev.tandem.learner.policy;

import dev.tandem.learner.Architecture;
import dev.tandem.learner.OptimizerSettings;
import dev.tandem.learner.PaceSettings;
import dev.tandem.learner.Task;
import dev.tandem.learner.optimizer.UpdateRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The policies by name. */
public final class Policies {

  private static final Map<String, Function<PaceSettings, Policy>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "agreement", pace -> new AgreementPolicy(false),
              "agreement-shared", pace -> new AgreementPolicy(true),
              "joint", pace -> new JointPolicy(),
              "mlb", MlbPolicy::new,
              "multi-loss", pace -> new MultiLossPolicy(),
              "ogm", pace -> new OgmPolicy(pace, false),
              "ogm-ge", pace -> new OgmPolicy(pace, true)));

  private Policies() {}

  /** The known names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * Why a policy is not defined for a learner; empty where it is.
   *
   * @param name a known one
   */
  public static Optional<String> obstacle(
      String name, Architecture architecture, OptimizerSettings optimizer) {
    return switch (named(name, PaceSettings.defaults()).evidence()) {
      case HEAD_SCORES -> Optional.empty();
      case TERM_SCORES ->
          architecture.fusion().equals("late-linear") && architecture.kind() == Task.CLASSIFICATION
              ? Optional.empty()
              : Optional.of(
                  "defined for classification with late-linear fusion, not for %s with %s"
                      .formatted(architecture.kind().text(), architecture.fusion()));
      case AGREEMENT ->
          UpdateRules.averagesGradients(optimizer)
              ? Optional.empty()
              : Optional.of(
                  "defined for adam, adamw, and sgd with momentum, not for " + optimizer.name());
    };
  }

  /**
   * A policy by its name.
   *
   * @throws IllegalArgumentException for an unknown name, listing the known ones
   */
  public static Policy named(String name, PaceSettings pace) {
    Function<PaceSettings, Policy> policy = BY_NAME.get(name);
    if (policy == null) {
      throw new IllegalArgumentException(
          "learner.policy is '%s'; known are %s. Use one of them."
              .formatted(name, String.join(", ", names())));
    }
    return policy.apply(pace);
  }
}
