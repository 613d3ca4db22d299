package dev.tandem.learner.policy;

import dev.tandem.learner.spec.Heads;

/** The fused loss only, pace 1. Unimodal heads are probes. */
record JointPolicy() implements Policy {

  @Override
  public String name() {
    return "joint";
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  public double pace(double ratio) {
    return 1;
  }
}
