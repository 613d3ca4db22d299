package dev.tandem.learner.policy;

import dev.tandem.learner.PaceSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The policies by name. */
public final class Policies {

  private static final Map<String, Function<PaceSettings, Policy>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "joint", pace -> new JointPolicy(),
              "mlb", MlbPolicy::new,
              "multi-loss", pace -> new MultiLossPolicy()));

  private Policies() {}

  /** The known names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
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
