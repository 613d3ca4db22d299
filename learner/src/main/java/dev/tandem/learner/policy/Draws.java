package dev.tandem.learner.policy;

import java.util.SplittableRandom;

/** What is drawn in an update. */
record Draws(Update update) {

  /** A seed for one purpose. */
  long seed() {
    return seed(update.seed(), update.step(), update.replay());
  }

  /** What a policy draws for itself: as for a tensor that no network has. */
  SplittableRandom ofPolicy() {
    return of(-1);
  }

  /** What is drawn for one tensor. */
  SplittableRandom of(int ordinal) {
    return new SplittableRandom(seed(update.seed(), update.step(), update.replay(), ordinal));
  }

  /** Each number after the other decides over a generator of its own: no two meet by a shift. */
  private static long seed(long... numbers) {
    long seed = 0;
    for (long number : numbers) {
      seed = new SplittableRandom(seed + number).nextLong();
    }
    return seed;
  }
}
