package dev.tandem.learner.optimizer;

import dev.tandem.learner.OptimizerSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The update rules by optimizer name. */
public final class UpdateRules {

  private static final Map<String, Function<OptimizerSettings, UpdateRule>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "adam", AdamRule::adam,
              "adamw", AdamRule::adamW,
              "rmsprop", RmsPropRule::new,
              "sgd", SgdRule::new));

  private UpdateRules() {}

  /** The known names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** Whether the first moment is a mean, or a decaying sum, of gradients. */
  public static boolean averagesGradients(OptimizerSettings settings) {
    return of(settings).averagesGradients();
  }

  static UpdateRule of(OptimizerSettings settings) {
    return BY_NAME.get(settings.name()).apply(settings);
  }
}
