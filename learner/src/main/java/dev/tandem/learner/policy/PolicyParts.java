package dev.tandem.learner.policy;

import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.PolicyOption;
import java.util.List;

/**
 * What a policy is made of.
 *
 * @param settings of the learner, {@linkplain Policies#settled settled}
 * @param keeper follows scores and keeps paces
 * @param own what the policy has remembered besides; empty where it has seen nothing
 */
record PolicyParts(LearnerSettings settings, PaceKeeper keeper, double[] own) {

  String name() {
    return settings.policy();
  }

  /** Names of the modalities, in order. */
  List<String> modalities() {
    return settings.architecture().modalityNames();
  }

  /** What the policy's pace multiplies. */
  PaceTarget target() {
    return Policies.target(settings);
  }

  double number(PolicyOption option) {
    return settings.policySettings().number(option);
  }

  String text(PolicyOption option) {
    return settings.policySettings().text(option);
  }
}
