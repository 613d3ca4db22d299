package dev.tandem.app.bench;

import java.util.List;

/** What half of the rounds are above. */
final class Median {
  private Median() {}

  /** The upper one where there are two; at least one figure is needed. */
  static double of(List<Double> figures) {
    return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
  }
}
