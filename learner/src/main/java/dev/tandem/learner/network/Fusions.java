package dev.tandem.learner.network;

import dev.tandem.learner.spec.Architecture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fusions by name. */
public final class Fusions {

  private interface Builder {
    Fusion build(Architecture architecture, ParameterLayout.Builder layout);
  }

  private static final Map<String, Builder> BY_NAME =
      new TreeMap<>(Map.of("late-linear", LateLinearFusion::build));

  private Fusions() {}

  static Fusion build(Architecture architecture, ParameterLayout.Builder layout) {
    return BY_NAME.get(architecture.fusion()).build(architecture, layout);
  }
}
