package dev.tandem.learner.policy;

import dev.tandem.learner.optimizer.Gradient;
import java.util.List;

/** A policy whose paces are functions of the ratios of scores. */
abstract class RatioPolicy extends PacedPolicy {

  RatioPolicy(String name, List<String> modalities, PaceKeeper keeper) {
    super(name, modalities, keeper);
  }

  /**
   * The pace of a modality.
   *
   * @param ratio r_m, mean of the others' scores over its own
   * @return k_m, at least 0; above 1 accelerates
   */
  abstract double pace(double ratio);

  /** Without paired rows every pace stays as it was. */
  @Override
  final void advance(PaceKeeper paces, List<String> names, List<Gradient> gradients) {
    for (int m = 0; paces.hasCompared() && m < names.size(); m++) {
      paces.set(m, pace(paces.ratio(m)));
    }
  }
}
