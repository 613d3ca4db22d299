package dev.tandem.learner.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * Shapley values over the modalities of a batch: what each is worth, as its contribution to every
 * coalition of the others, weighted by how many orders it comes in there. A coalition is a set of
 * bits, one for each modality; the empty one is worth 0.
 *
 * @param players number of modalities
 */
record Shapley(int players) {

  /** Every coalition of at least one, ascending; the last is all. */
  List<Integer> coalitions() {
    List<Integer> coalitions = new ArrayList<>();
    for (int coalition = 1; coalition <= all(); coalition++) {
      coalitions.add(coalition);
    }
    return coalitions;
  }

  /** The coalition of all. */
  int all() {
    return (1 << players) - 1;
  }

  static boolean has(int coalition, int player) {
    return (coalition >> player & 1) == 1;
  }

  /**
   * What the worth of a coalition counts in the value of a player: {@code (|S|−1)!(n−|S|)!/n!} with
   * the player, {@code −|S|!(n−|S|−1)!/n!} without.
   */
  double weight(int player, int coalition) {
    int size = Integer.bitCount(coalition);
    return has(coalition, player)
        ? factorial(size - 1) * factorial(players - size) / factorial(players)
        : -factorial(size) * factorial(players - size - 1) / factorial(players);
  }

  private static double factorial(int n) {
    double product = 1;
    for (int i = 2; i <= n; i++) {
      product *= i;
    }
    return product;
  }
}
