package dev.tandem.monitoring.state;

import java.util.HashMap;
import java.util.Map;

/** Which classes were taken for which; holds what occurs. */
final class Confusion {
  private record Cell(int truth, int answer) {}

  private final Map<Cell, Integer> cells = new HashMap<>();
  private final int[] answered;
  private int total;
  private int right;

  /**
   * @param classes how many there are
   */
  Confusion(int classes) {
    answered = new int[classes];
  }

  void add(int truth, int answer) {
    cells.merge(new Cell(truth, answer), 1, Integer::sum);
    answered[truth]++;
    total++;
    right += truth == answer ? 1 : 0;
  }

  int of(int truth, int answer) {
    return cells.getOrDefault(new Cell(truth, answer), 0);
  }

  /** Answers to clips of that class. */
  int answered(int truth) {
    return answered[truth];
  }

  /** All answers. */
  int total() {
    return total;
  }

  /** Those that name the true class. */
  int right() {
    return right;
  }

  /** The other class that it is most often taken for; -1 where it is taken for none. */
  int taken(int truth) {
    int most = -1;
    for (Map.Entry<Cell, Integer> cell : cells.entrySet()) {
      int answer = cell.getKey().answer();
      if (cell.getKey().truth() == truth
          && answer != truth
          && (most < 0
              || cell.getValue() > of(truth, most)
              || (cell.getValue() == of(truth, most) && answer < most))) {
        most = answer;
      }
    }
    return most;
  }
}
