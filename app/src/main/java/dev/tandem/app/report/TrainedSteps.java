package dev.tandem.app.report;

import java.util.function.Consumer;

/** Steps of a model that can be gone through more than once, so that nobody has to hold them. */
@FunctionalInterface
public interface TrainedSteps {
  /** Hands over each step once, in order; the same ones at each call. */
  void each(Consumer<TrainedStep> taker);
}
