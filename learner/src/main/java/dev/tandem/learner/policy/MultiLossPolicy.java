package dev.tandem.learner.policy;

/** Fused and unimodal losses, pace 1. */
final class MultiLossPolicy extends PacedPolicy {

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("multi-loss", MultiLossPolicy::new);

  private MultiLossPolicy(PolicyParts parts) {
    super(parts);
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }
}
