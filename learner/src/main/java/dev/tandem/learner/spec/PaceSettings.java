package dev.tandem.learner.spec;

/**
 * How paces come about: of {@code mlb}, and as far as said of the others.
 *
 * @param alpha steepness α of the pace in the ratio, above 0; also of {@code ogm} and {@code
 *     ogm-ge}
 * @param appliesTo what the pace multiplies
 * @param betaMax largest pace β_max, at least 1; 2 is the form of the first paper
 * @param brake whether a pace may fall below 1, of any policy; without it a modality is only ever
 *     accelerated
 * @param scoreHalfLife half-life h of the scores, in samples; 0: the scores of the batch alone
 * @param guard whether every pace is 1 while a modality is dead; needs a half-life above 0
 */
public record PaceSettings(
    double alpha,
    PaceTarget appliesTo,
    double betaMax,
    boolean brake,
    double scoreHalfLife,
    boolean guard) {

  public PaceSettings {
    Requirement.positive("learner.alpha", alpha, 0.8);
    Requirement.present("learner.pace-applies-to", appliesTo, "update or gradient");
    Requirement.atLeast("learner.beta-max", betaMax, 1, 2);
    Requirement.notNegative("learner.score-half-life", scoreHalfLife, 0);
    if (guard && scoreHalfLife == 0) {
      throw new IllegalArgumentException(
          "learner.dead-modality-guard is on with learner.score-half-life 0; must be > 0 then. Set a half-life, such as 1000.");
    }
  }

  public static PaceSettings defaults() {
    return new PaceSettings(0.8, PaceTarget.UPDATE, 2, true, 0, false);
  }

  public PaceSettings withAlpha(double value) {
    return new PaceSettings(value, appliesTo, betaMax, brake, scoreHalfLife, guard);
  }

  public PaceSettings withAppliesTo(PaceTarget value) {
    return new PaceSettings(alpha, value, betaMax, brake, scoreHalfLife, guard);
  }

  public PaceSettings withBetaMax(double value) {
    return new PaceSettings(alpha, appliesTo, value, brake, scoreHalfLife, guard);
  }

  public PaceSettings withBrake(boolean value) {
    return new PaceSettings(alpha, appliesTo, betaMax, value, scoreHalfLife, guard);
  }

  public PaceSettings withScoreHalfLife(double samples) {
    return new PaceSettings(alpha, appliesTo, betaMax, brake, samples, guard);
  }

  public PaceSettings withGuard(boolean value) {
    return new PaceSettings(alpha, appliesTo, betaMax, brake, scoreHalfLife, value);
  }
}
