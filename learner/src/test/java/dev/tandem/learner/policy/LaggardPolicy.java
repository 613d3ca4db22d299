package dev.tandem.learner.policy;

/** Fused and unimodal losses; a modality that lags learns twice as fast. An example. */
final class LaggardPolicy extends RatioPolicy {

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("laggard", LaggardPolicy::new).paced().goesByRatio();

  private LaggardPolicy(PolicyParts parts) {
    super(parts);
  }

  @Override
  public boolean optimises(String head) {
    return true;
  }

  @Override
  double pace(double ratio) {
    return ratio > 1 ? 2 : 1;
  }
}
