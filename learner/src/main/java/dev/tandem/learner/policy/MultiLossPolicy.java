package dev.tandem.learner.policy;

import java.util.List;

/** Fused and unimodal losses, pace 1. */
final class MultiLossPolicy extends RatioPolicy {

  MultiLossPolicy(String name, List<String> modalities, PaceKeeper keeper) {
    super(name, modalities, keeper);
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  double pace(double ratio) {
    return 1;
  }
}
