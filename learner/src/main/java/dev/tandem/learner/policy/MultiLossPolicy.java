package dev.tandem.learner.policy;

/** Fused and unimodal losses, pace 1. */
record MultiLossPolicy() implements Policy {

  @Override
  public String name() {
    return "multi-loss";
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  public double pace(double ratio) {
    return 1;
  }
}
