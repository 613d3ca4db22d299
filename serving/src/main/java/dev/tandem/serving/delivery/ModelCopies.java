package dev.tandem.serving.delivery;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The copies of one model, each used by one caller at a time. Callers with one example each who
 * have to wait for a copy share a pass: whoever gets it answers those who wait, too, so that many
 * cost little more than one, and one who comes alone waits for nobody. Thread-safe.
 */
final class ModelCopies implements AutoCloseable {
  /** Examples of one shared pass. */
  static final int MOST = 64;

  private final List<ScoringModel> all;
  private final Deque<ScoringModel> idle;
  private final Deque<SharedExample> waiting = new ArrayDeque<>();

  /** Takes over {@code copies}, at least one. */
  ModelCopies(List<ScoringModel> copies) {
    all = List.copyOf(copies);
    idle = new ArrayDeque<>(copies);
  }

  /** For what all have in common. */
  ScoringModel any() {
    return all.get(0);
  }

  /** As {@link ScoringModel#score}. */
  List<HeadOutputs> score(List<Example> examples) {
    ScoringModel copy = take(() -> false).orElseThrow();
    try {
      return copy.score(examples);
    } finally {
      giveBack(copy);
    }
  }

  /** The same for one example, in one pass with others that wait. */
  HeadOutputs score(Example example) {
    SharedExample mine = new SharedExample(example);
    synchronized (waiting) {
      waiting.add(mine);
    }
    take(mine::isAnswered).ifPresent(copy -> answer(mine, copy));
    return mine.answer();
  }

  private void answer(SharedExample mine, ScoringModel copy) {
    List<SharedExample> pass = new ArrayList<>(List.of(mine));
    synchronized (waiting) {
      waiting.remove(mine);
      while (pass.size() < MOST && !waiting.isEmpty()) {
        pass.add(waiting.remove());
      }
    }
    try {
      SharedExample.answer(pass, copy);
    } finally {
      giveBack(copy);
    }
  }

  /** Waits for a copy, or until {@code needless}: empty then. */
  private Optional<ScoringModel> take(BooleanSupplier needless) {
    boolean interrupted = false;
    try {
      synchronized (idle) {
        while (idle.isEmpty() && !needless.getAsBoolean()) {
          try {
            idle.wait();
          } catch (InterruptedException e) {
            interrupted = true; // a pass is short
          }
        }
        return needless.getAsBoolean() ? Optional.empty() : Optional.of(idle.removeFirst());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveBack(ScoringModel copy) {
    synchronized (idle) {
      idle.addFirst(copy);
      idle.notifyAll();
    }
  }

  @Override
  public void close() {
    all.forEach(ScoringModel::close);
  }
}
