package dev.tandem.trainer.settings;

import dev.tandem.learner.policy.Policies;
import dev.tandem.schemas.config.Config;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Named defaults of the learner's settings; what a user sets wins. */
final class Preset {
  static final List<String> NAMES = List.of("stream", "paper");

  /**
   * The form of the paper: scores of the batch alone, the pace on the gradient, nothing learned
   * twice, nothing averaged, and the fused head answers.
   */
  private static final Map<String, String> PAPER =
      Map.of(
          "learner.policy", "mlb",
          "learner.alpha", "0.8",
          "learner.beta-max", "2",
          "learner.brake", "on",
          "learner.pace-applies-to", "gradient",
          "learner.score-half-life", "0",
          "learner.updates-per-batch", "0",
          "learner.averaging", "off",
          "learner.readout", "fused",
          "learner.drift", "off");

  private Preset() {}

  /** The settings with those of their preset below what the user gave. */
  static Config applied(Config config) {
    if (!config.get(LearnerOptions.PRESET).equals("paper")) {
      return config;
    }
    SortedMap<String, String> settings = new TreeMap<>(PAPER);
    settings.putAll(config.asMap());
    boolean paced = Policies.isPaced(settings.get(LearnerOptions.POLICY.key()));
    if (!paced && !config.asMap().containsKey(LearnerOptions.PACE_APPLIES_TO.key())) {
      settings.remove(LearnerOptions.PACE_APPLIES_TO.key());
    }
    return Config.of(settings, TrainerOptions.ALL);
  }
}
