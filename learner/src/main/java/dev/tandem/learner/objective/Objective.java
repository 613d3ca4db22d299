package dev.tandem.learner.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.TensorShape;
import dev.tandem.learner.engine.StagingBuffer;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.policy.Policy;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * L = Σ over heads of w · loss. Probes are in the same sum with weight 1: they read detached
 * representations, so nothing of theirs reaches an encoder.
 */
public final class Objective implements AutoCloseable {

  private final Policy policy;
  private final ObjectiveSettings settings;
  private final Criterion criterion;
  private final StagingBuffer gradients = new StagingBuffer();

  public Objective(Policy policy, ObjectiveSettings settings) {
    this.policy = policy;
    this.settings = settings;
    this.criterion = Criteria.of(settings);
  }

  /**
   * The loss of every head that the batch has, in the same order.
   *
   * @param labels of every row of the batch
   */
  public Map<String, HeadLoss> losses(List<HeadLogits> logits, Labels labels) {
    Map<String, HeadLoss> losses = new LinkedHashMap<>();
    for (HeadLogits head : logits) {
      double weight = policy.optimises(head.head()) ? settings.weights().of(head.head()) : 1;
      losses.put(head.head(), criterion.loss(HeadOutput.read(head), labels, weight));
    }
    return losses;
  }

  /** One backward pass of the whole sum: leaves gradients at the leaves of the pass. */
  public void backward(List<HeadLogits> logits, Map<String, HeadLoss> losses, TensorScope scope) {
    NDList stacked = new NDList(logits.size());
    logits.forEach(head -> stacked.add(head.values()));
    NDArray root = NDArrays.concat(stacked);
    int rows = (int) root.getShape().get(0);
    int classes = (int) root.getShape().get(1);
    ByteBuffer memory = gradients.claim(rows * classes);
    FloatBuffer floats = memory.asFloatBuffer();
    losses.values().forEach(loss -> floats.put(loss.gradient()));
    scope.backward(root, scope.view(memory, TensorShape.of(rows, classes)));
  }

  @Override
  public void close() {
    gradients.close();
  }
}
