package dev.tandem.learner.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.tandem.learner.engine.StagingBuffer;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.HeadLogits;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.TensorShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * L = Σ over heads of w · loss. Probes are in the same sum with weight 1: they read detached
 * representations, so nothing of theirs reaches an encoder.
 */
public final class Objective implements AutoCloseable {

  /**
   * Where a backward pass begins.
   *
   * @param logits {@code (rows, outputs)}
   * @param gradient of what is lost by them, row-major; not copied
   */
  public record Root(NDArray logits, float[] gradient) {}

  private final ObjectiveSettings settings;
  private final Set<String> probes;
  private final Criterion criterion;
  private final StagingBuffer gradients = new StagingBuffer();

  /**
   * An objective.
   *
   * @param probes heads whose losses are in nobody's way
   */
  public Objective(ObjectiveSettings settings, Set<String> probes) {
    this.settings = settings;
    this.probes = Set.copyOf(probes);
    this.criterion = Criteria.of(settings);
  }

  /** Heads whose losses are in nobody's way. */
  public Set<String> probes() {
    return probes;
  }

  /**
   * The loss of every head that the batch has, in the same order.
   *
   * @param labels of every row of the batch
   */
  public Map<String, HeadLoss> losses(List<HeadLogits> logits, Labels labels) {
    Map<String, HeadLoss> losses = new LinkedHashMap<>();
    for (HeadLogits head : logits) {
      double weight = probes.contains(head.head()) ? 1 : settings.weights().of(head.head());
      losses.put(head.head(), criterion.loss(HeadOutput.read(head), labels, weight));
    }
    return losses;
  }

  /**
   * One backward pass of the whole sum: adds to the gradients at the leaves of the pass. Of one
   * tensor alone DJL makes a copy that nothing flows back through.
   *
   * @param roots at least one
   * @param keepsGraph whether there may be another one
   */
  public void backward(List<Root> roots, TensorScope scope, boolean keepsGraph) {
    NDList stacked = new NDList(roots.size());
    roots.forEach(root -> stacked.add(root.logits()));
    NDArray whole = roots.size() == 1 ? roots.get(0).logits() : NDArrays.concat(stacked);
    int rows = (int) whole.getShape().get(0);
    int outputs = (int) whole.getShape().get(1);
    ByteBuffer memory = gradients.claim(rows * outputs);
    FloatBuffer floats = memory.asFloatBuffer();
    roots.forEach(root -> floats.put(root.gradient()));
    scope.backward(whole, scope.view(memory, TensorShape.of(rows, outputs)), keepsGraph);
  }

  @Override
  public void close() {
    gradients.close();
  }
}
