package dev.tandem.learner.policy;

import dev.tandem.learner.objective.Criteria;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PolicyType;
import java.util.List;

/** The policies by name. */
public final class Policies {

  private Policies() {}

  /** The policy of a learner that has seen nothing. */
  public static Policy fresh(LearnerSettings settings) {
    return restore(
        settings, PolicyState.of(PaceState.fresh(settings.architecture().modalities().size())));
  }

  /** The policy of a learner that goes on. */
  public static Policy restore(LearnerSettings settings, PolicyState state) {
    PaceKeeper keeper = new PaceKeeper(settings.pace(), scale(settings), state.paces());
    return of(settings.policy(), settings.architecture().modalityNames(), keeper, settings.pace());
  }

  static Policy of(String name, List<String> modalities, PaceKeeper keeper, PaceSettings settings) {
    return switch (PolicyType.named(name)) {
      case AGREEMENT -> new AgreementPolicy(name, modalities, keeper, false);
      case AGREEMENT_SHARED -> new AgreementPolicy(name, modalities, keeper, true);
      case JOINT -> new JointPolicy(name, modalities, keeper);
      case MLB -> new MlbPolicy(name, modalities, keeper, settings);
      case MULTI_LOSS -> new MultiLossPolicy(name, modalities, keeper);
      case OGM -> new OgmPolicy(name, modalities, keeper, settings, false);
      case OGM_GE -> new OgmPolicy(name, modalities, keeper, settings, true);
    };
  }

  private static ScoreScale scale(LearnerSettings settings) {
    return Criteria.of(settings.objective()).scoresAreLosses()
        ? ScoreScale.ofLosses()
        : ScoreScale.probabilities(settings.architecture().classes());
  }
}
