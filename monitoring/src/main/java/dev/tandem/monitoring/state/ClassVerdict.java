package dev.tandem.monitoring.state;

import java.util.Locale;

/** Whether a class has had enough examples, as far as answers of late tell. */
enum ClassVerdict {
  /** Fewer labelled clips than anything can be said of. */
  TOO_FEW,
  /** Labelled, but hardly answered so far. */
  UNTRIED,
  /** Often taken for one other class. */
  CONFUSED,
  /** Right often enough. */
  ENOUGH,
  /** None of these. */
  LEARNING;

  /** Labelled clips of a class below which it has too few. */
  static final int FEW = 20;

  /** Answered ones below which its answers say nothing. */
  static final int TRIED = 10;

  /** Share of right answers with which it has enough. */
  static final double SURE = 0.8;

  /** Share of its answers that name one other class, from which on it is confused with that. */
  static final double OFTEN = 0.15;

  /**
   * Of one class.
   *
   * @param labelled clips of it with a label
   * @param answered of them, lately
   * @param right answers of those
   * @param taken most answers that name one and the same other class
   */
  static ClassVerdict of(long labelled, int answered, int right, int taken) {
    if (labelled < FEW) {
      return TOO_FEW;
    }
    if (answered < TRIED) {
      return UNTRIED;
    }
    if ((double) right / answered >= SURE) {
      return ENOUGH;
    }
    return (double) taken / answered >= OFTEN ? CONFUSED : LEARNING;
  }

  /** As pages know it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
