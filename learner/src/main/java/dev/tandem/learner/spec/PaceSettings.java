package dev.tandem.learner.spec;

import java.util.Optional;

/**
 * How paces come about: of {@code mlb}, and as far as said of the others.
 *
 * @param alpha steepness α of the pace in the ratio, above 0; also of {@code ogm}, {@code ogm-ge}
 *     and {@code agm}
 * @param appliesTo what the pace multiplies; empty for what the policy does of itself
 * @param betaMax largest pace β_max, at least 1; 2 is the form of the first paper
 * @param brake whether a pace may fall below 1, of any policy; without it a modality is only ever
 *     accelerated
 * @param scoreHalfLife half-life h of the scores, in samples; 0: the scores of the batch alone
 * @param guard whether every pace is 1 while a modality is dead; needs a half-life above 0
 * @param deadZone half-width of the zone around 1 in which a ratio leaves its pace at 1, of
 *     policies that go by ratios; 0 for none
 */
public record PaceSettings(
    double alpha,
    Optional<PaceTarget> appliesTo,
    double betaMax,
    boolean brake,
    double scoreHalfLife,
    boolean guard,
    double deadZone) {

  public PaceSettings {
    Requirement.positive("learner.alpha", alpha, 0.8);
    Requirement.atLeast("learner.beta-max", betaMax, 1, 2);
    Requirement.notNegative("learner.score-half-life", scoreHalfLife, 0);
    Requirement.fraction("learner.dead-zone", deadZone, 0);
    if (guard && scoreHalfLife == 0) {
      throw new IllegalArgumentException(
          "learner.dead-modality-guard is on with learner.score-half-life 0; must be > 0 then. Set a half-life, such as 1000.");
    }
  }

  public static PaceSettings defaults() {
    return new PaceSettings(0.8, Optional.empty(), 2, true, 0, false, 0);
  }

  public PaceSettings withAlpha(double value) {
    return new PaceSettings(value, appliesTo, betaMax, brake, scoreHalfLife, guard, deadZone);
  }

  public PaceSettings withAppliesTo(PaceTarget value) {
    return new PaceSettings(
        alpha, Optional.of(value), betaMax, brake, scoreHalfLife, guard, deadZone);
  }

  public PaceSettings withBetaMax(double value) {
    return new PaceSettings(alpha, appliesTo, value, brake, scoreHalfLife, guard, deadZone);
  }

  public PaceSettings withBrake(boolean value) {
    return new PaceSettings(alpha, appliesTo, betaMax, value, scoreHalfLife, guard, deadZone);
  }

  public PaceSettings withScoreHalfLife(double samples) {
    return new PaceSettings(alpha, appliesTo, betaMax, brake, samples, guard, deadZone);
  }

  public PaceSettings withGuard(boolean value) {
    return new PaceSettings(alpha, appliesTo, betaMax, brake, scoreHalfLife, value, deadZone);
  }

  public PaceSettings withDeadZone(double value) {
    return new PaceSettings(alpha, appliesTo, betaMax, brake, scoreHalfLife, guard, value);
  }
}
