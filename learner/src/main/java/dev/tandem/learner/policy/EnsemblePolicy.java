package dev.tandem.learner.policy;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;

/**
 * Unimodal losses only: models of one modality each, which share nothing. Their answer together is
 * the mean of what they say, probabilities or values; the fusion is a probe.
 */
final class EnsemblePolicy extends PacedPolicy {

  static final PolicyDefinition DEFINITION =
      PolicyDefinition.of("ensemble", EnsemblePolicy::new)
          .completing(EnsemblePolicy::answeringByMean);

  private EnsemblePolicy(PolicyParts parts) {
    super(parts);
  }

  private static LearnerSettings answeringByMean(LearnerSettings settings) {
    return settings.withArchitecture(settings.architecture().withAnswer(Architecture.MEAN));
  }

  @Override
  public boolean optimises(String head) {
    return !head.equals(Heads.FUSED);
  }
}
