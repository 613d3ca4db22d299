package dev.tandem.monitoring.state;

import dev.tandem.schemas.records.HeadResult;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How one head did on the last clips that it was scored on: a mean of what is there, however little
 * that is, over the fewest newest batches that have so many clips.
 */
final class Window {
  /** Clips that count, if there are so many. */
  static final int CLIPS = 500;

  private final Deque<HeadResult> batches = new ArrayDeque<>();
  private long scored;

  void add(HeadResult batch) {
    if (batch.getScored() <= 0 || !Double.isFinite(batch.getLoss())) {
      return;
    }
    batches.addLast(batch);
    scored += batch.getScored();
    while (scored - batches.getFirst().getScored() >= CLIPS) {
      scored -= batches.removeFirst().getScored();
    }
  }

  /** Clips that count. */
  long scored() {
    return scored;
  }

  /** Share of them that it got right; NaN where there are none, or no classes. */
  double accuracy() {
    boolean classes = batches.stream().allMatch(batch -> batch.getCorrect() >= 0);
    long correct = batches.stream().mapToLong(HeadResult::getCorrect).sum();
    return classes ? (double) correct / scored : Double.NaN;
  }

  /** Mean loss: in nats, or the squared error of targets; NaN where there are no clips. */
  double loss() {
    return batches.stream().mapToDouble(b -> b.getLoss() * b.getScored()).sum() / scored;
  }
}
