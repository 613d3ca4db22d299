package dev.tandem.learner.policy;

import dev.tandem.learner.spec.Heads;

/** The fused loss only, pace 1. Unimodal heads are probes. */
final class JointPolicy extends PacedPolicy {

  static final PolicyDefinition DEFINITION = PolicyDefinition.of("joint", JointPolicy::new);

  private JointPolicy(PolicyParts parts) {
    super(parts);
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }
}
