package dev.tandem.learner.policy;

import dev.tandem.learner.optimizer.Gradient;
import java.util.List;

/** A policy whose paces are functions of the ratios of scores. */
abstract class RatioPolicy extends PacedPolicy {

  RatioPolicy(PolicyParts parts) {
    super(parts);
  }

  /**
   * The pace of a modality.
   *
   * @param ratio r_m, mean of the others' scores over its own
   * @return k_m, at least 0; above 1 accelerates
   */
  abstract double pace(double ratio);

  /** Without paired rows every pace stays as it was; in the dead zone it is 1. */
  @Override
  final void advance(PaceKeeper paces, List<Gradient> gradients) {
    for (int m = 0; paces.hasCompared() && m < modalities().size(); m++) {
      paces.set(m, paces.isLevel(paces.ratio(m)) ? 1 : pace(paces.ratio(m)));
    }
  }
}
