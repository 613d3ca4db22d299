package dev.tandem.learner.policy;

import dev.tandem.learner.spec.Heads;
import java.util.List;

/** The fused loss only, pace 1. Unimodal heads are probes. */
final class JointPolicy extends RatioPolicy {

  JointPolicy(String name, List<String> modalities, PaceKeeper keeper) {
    super(name, modalities, keeper);
  }

  @Override
  public boolean optimises(String head) {
    return head.equals(Heads.FUSED);
  }

  @Override
  double pace(double ratio) {
    return 1;
  }
}
