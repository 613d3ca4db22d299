package dev.tandem.learner.policy;

import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PolicyType;

/** The policies by name. */
public final class Policies {

  private Policies() {}

  /**
   * A policy by its name.
   *
   * @throws IllegalArgumentException for an unknown name, listing the known ones
   */
  public static Policy named(String name, PaceSettings pace) {
    return switch (PolicyType.named(name)) {
      case AGREEMENT -> new AgreementPolicy(false);
      case AGREEMENT_SHARED -> new AgreementPolicy(true);
      case JOINT -> new JointPolicy();
      case MLB -> new MlbPolicy(pace);
      case MULTI_LOSS -> new MultiLossPolicy();
      case OGM -> new OgmPolicy(pace, false);
      case OGM_GE -> new OgmPolicy(pace, true);
    };
  }
}
