package dev.tandem.learner.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The policies, and what each is defined for. */
public enum PolicyType {
  AGREEMENT("agreement"),
  AGREEMENT_SHARED("agreement-shared"),
  JOINT("joint"),
  MLB("mlb"),
  MULTI_LOSS("multi-loss"),
  OGM("ogm"),
  OGM_GE("ogm-ge");

  private final String text;

  PolicyType(String text) {
    this.text = text;
  }

  /** The known names, sorted. */
  public static List<String> names() {
    return Arrays.stream(values()).map(PolicyType::text).toList();
  }

  /**
   * A policy by its name.
   *
   * @throws IllegalArgumentException for an unknown name, listing the known ones
   */
  public static PolicyType named(String name) {
    Requirement.oneOf("learner.policy", name, names());
    return Arrays.stream(values()).filter(type -> type.text.equals(name)).findFirst().orElseThrow();
  }

  /** Its name in configuration, metrics and versions. */
  public String text() {
    return text;
  }

  /** Why it is not defined for a learner; empty where it is. */
  Optional<String> obstacle(Architecture architecture, OptimizerSettings optimizer) {
    return switch (this) {
      case JOINT, MLB, MULTI_LOSS -> Optional.empty();
      case OGM, OGM_GE ->
          architecture.fusion().isLinear() && architecture.kind() == Task.CLASSIFICATION
              ? Optional.empty()
              : Optional.of(
                  "defined for classification with late-linear fusion, not for %s with %s"
                      .formatted(architecture.kind().text(), architecture.fusion().name()));
      case AGREEMENT, AGREEMENT_SHARED ->
          optimizer.averagesGradients()
              ? Optional.empty()
              : Optional.of(
                  "defined for adam, adamw, and sgd with momentum, not for " + optimizer.name());
    };
  }
}
