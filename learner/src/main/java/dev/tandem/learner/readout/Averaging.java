package dev.tandem.learner.readout;

import dev.tandem.learner.network.ParameterStore;

/**
 * θ̄ ← d·θ̄ + (1 − d)·θ with d = min(0.95, (t + 1)/(t + 10)) at the t-th update, from 0: an average
 * over all updates at first, over about the last 20 later.
 */
public final class Averaging {

  private static final double LONGEST = 0.95;

  private Averaging() {}

  /** Moves an average towards parameters, in place. */
  public static void update(ParameterStore averaged, ParameterStore parameters, long updates) {
    double kept = Math.min(LONGEST, (updates + 1.0) / (updates + 10));
    averaged.moveTowards(parameters, (float) (1 - kept));
  }
}
