package dev.tandem.learner;

import dev.tandem.learner.policy.ModalityStep;
import dev.tandem.learner.spec.LearnerSettings;

import dev.tandem.learner.objective.Criteria;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.PairedScores;
import dev.tandem.learner.policy.PaceKeeper;
import dev.tandem.learner.policy.PaceState;
import dev.tandem.learner.policy.Policy;
import dev.tandem.learner.policy.Policy.Evidence;
import dev.tandem.learner.policy.ScoreScale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The modalities' paces by name, from what their policy goes by. */
final class Paces {

  private final List<String> modalities;
  private final Policy policy;
  private final PaceKeeper keeper;

  private Paces(List<String> modalities, Policy policy, PaceKeeper keeper) {
    this.modalities = modalities;
    this.policy = policy;
    this.keeper = keeper;
  }

  static Paces fresh(LearnerSettings settings, Policy policy) {
    List<String> modalities = settings.architecture().modalityNames();
    return new Paces(
        modalities,
        policy,
        PaceKeeper.fresh(policy, settings.pace(), scale(settings), modalities.size()));
  }

  static Paces restore(LearnerSettings settings, Policy policy, PaceState state) {
    return new Paces(
        settings.architecture().modalityNames(),
        policy,
        PaceKeeper.restore(policy, settings.pace(), scale(settings), state));
  }

  private static ScoreScale scale(LearnerSettings settings) {
    return Criteria.of(settings.objective()).scoresAreLosses()
        ? ScoreScale.ofLosses()
        : ScoreScale.probabilities(settings.architecture().classes());
  }

  /**
   * Takes in a new batch.
   *
   * @param compared by modality, what is scored
   * @param agreement by modality, how its gradient agrees with its moments; asked for where the
   *     policy goes by it
   */
  Map<String, ModalityStep> advance(
      Map<String, HeadLoss> compared, int batch, Supplier<Map<String, Double>> agreement) {
    PairedScores scores = new PairedScores(modalities, compared, batch);
    Map<String, Double> cosines =
        policy.evidence() == Evidence.AGREEMENT ? agreement.get() : Map.of();
    ModalityStep[] steps =
        keeper.advance(
            scores.sums(),
            scores.rows(),
            modalities.stream().mapToDouble(m -> cosines.getOrDefault(m, Double.NaN)).toArray());
    Map<String, ModalityStep> byName = new LinkedHashMap<>();
    for (int m = 0; m < steps.length; m++) {
      byName.put(modalities.get(m), steps[m]);
    }
    return byName;
  }

  /** As of {@link PaceKeeper#shorten}. */
  void shorten(long samples) {
    keeper.shorten((double) samples);
  }

  /** Those that apply now. */
  Map<String, Double> now() {
    double[] paces = keeper.paces();
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int m = 0; m < paces.length; m++) {
      byName.put(modalities.get(m), paces[m]);
    }
    return byName;
  }

  PaceState state() {
    return keeper.state();
  }
}
