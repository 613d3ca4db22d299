package dev.tandem.app.report;

import dev.tandem.schemas.records.TrainingEvent;
import java.util.Comparator;

/** Where a training step stands among all steps of its model. */
record StepKey(int generation, long step) implements Comparable<StepKey> {
  private static final Comparator<StepKey> ORDER =
      Comparator.comparingInt(StepKey::generation).thenComparingLong(StepKey::step);

  static StepKey of(TrainingEvent event) {
    return new StepKey(event.getGeneration(), event.getStep());
  }

  @Override
  public int compareTo(StepKey other) {
    return ORDER.compare(this, other);
  }
}
