package dev.tandem.serving.delivery;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.spec.Task;
import java.util.List;

/** A network with its weights, in evaluation mode. Used by one thread at a time. */
public interface ScoringModel extends AutoCloseable {
  /** What its answers are: probabilities of classes, or values. */
  Task task();

  /**
   * One answer for each example, in their order.
   *
   * @throws IllegalArgumentException if an example does not fit the network; other examples may
   */
  List<HeadOutputs> score(List<Example> examples);

  /** Frees the weights. No call may follow. */
  @Override
  void close();
}
