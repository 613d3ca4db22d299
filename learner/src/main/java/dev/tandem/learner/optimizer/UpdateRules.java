package dev.tandem.learner.optimizer;

import dev.tandem.learner.spec.OptimizerSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The update rules by optimizer name. */
final class UpdateRules {

  private static final Map<String, Function<OptimizerSettings, UpdateRule>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "adam", AdamRule::adam,
              "adamw", AdamRule::adamW,
              "rmsprop", RmsPropRule::new,
              "sgd", SgdRule::new));

  private UpdateRules() {}

  static UpdateRule of(OptimizerSettings settings) {
    return BY_NAME.get(settings.name()).apply(settings);
  }
}
