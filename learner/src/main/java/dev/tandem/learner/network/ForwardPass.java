package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.engine.TensorScope;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One forward pass through a network: its parameters as tensors, whether the network trains in it,
 * and what it draws. Parameters become tensors as layers ask for them: one that took no part
 * therefore has no gradient, rather than one of zero.
 *
 * <p>Statistics of batches are moved in copies, and come into force with {@link #keepStatistics}: a
 * pass that nobody learns from leaves none.
 */
public final class ForwardPass {

  private final ParameterStore store;
  private final TensorScope scope;
  private final boolean[] learned;
  private final Optional<Long> seed;
  private final NDArray[] tensors;
  private final Map<Integer, NDArray> statistics = new TreeMap<>();
  private boolean learns;
  private boolean settled;

  private ForwardPass(
      ParameterStore store, TensorScope scope, boolean[] learned, Optional<Long> seed) {
    this.store = store;
    this.scope = scope;
    this.learned = learned;
    this.seed = seed;
    this.tensors = new NDArray[store.layout().parameters().size()];
  }

  /**
   * A pass that a backward pass may follow.
   *
   * @param learned by ordinal, whether the backward pass leaves a gradient
   * @param seed of what is drawn in it
   */
  public static ForwardPass training(
      ParameterStore store, boolean[] learned, long seed, TensorScope scope) {
    return new ForwardPass(store, scope, learned, Optional.of(seed));
  }

  /** A pass that only answers. */
  public static ForwardPass evaluation(ParameterStore store, TensorScope scope) {
    boolean[] none = new boolean[store.layout().parameters().size()];
    return new ForwardPass(store, scope, none, Optional.empty());
  }

  /** A parameter by its ordinal. */
  NDArray get(int ordinal) {
    if (tensors[ordinal] == null) {
      tensors[ordinal] = make(store.layout().parameters().get(ordinal));
    }
    return tensors[ordinal];
  }

  private NDArray make(Parameter parameter) {
    boolean leaf = learned[parameter.ordinal()];
    learns |= leaf;
    NDArray tensor = store.tensor(parameter, scope);
    return leaf ? scope.leaf(tensor) : tensor;
  }

  /** Whether the network trains: it draws, and takes statistics of the batch. */
  boolean trains() {
    return seed.isPresent();
  }

  /** Whether the network trains, and this parameter is not frozen. */
  boolean trains(int ordinal) {
    return trains() && learned[ordinal];
  }

  /**
   * What one place in the network draws in this pass: decided by the pass's seed and the place.
   *
   * @param place ordinal of a parameter near it, which no other drawing place has
   */
  SplittableRandom random(int place) {
    SplittableRandom ofPass = new SplittableRandom(seed.orElseThrow());
    return new SplittableRandom(ofPass.nextLong() + place);
  }

  /** A tensor of the pass. */
  NDArray tensor(float[] values) {
    return scope.copyOf(FloatBuffer.wrap(values));
  }

  /**
   * A number to multiply tensors by. DJL's own {@code mul(Number)} is not for layers: it frees the
   * number at once, and a backward pass reads what lies there by then.
   */
  NDArray scalar(float value) {
    return scope.scalar(value);
  }

  /** From now on statistics are moved in copies that nobody keeps. */
  public void settleStatistics() {
    settled = true;
  }

  /** A statistic by its ordinal, to be moved in place. */
  NDArray statistic(int ordinal) {
    return settled
        ? get(ordinal).duplicate()
        : statistics.computeIfAbsent(ordinal, o -> get(o).duplicate());
  }

  /** The first statistic that has become infinite or none; empty if all is well. */
  public Optional<String> defect() {
    return statistics.entrySet().stream()
        .filter(moved -> !isFinite(moved.getValue()))
        .map(moved -> store.layout().parameters().get(moved.getKey()).name())
        .findFirst();
  }

  private static boolean isFinite(NDArray statistic) {
    for (float value : statistic.toFloatArray()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Puts the statistics as this pass has moved them into the network's parameters. */
  public void keepStatistics() {
    statistics.forEach(
        (ordinal, moved) -> {
          float[] values = moved.toFloatArray();
          int offset = store.layout().parameters().get(ordinal).offset();
          store.memory().put(offset, values, values.length);
        });
  }

  /** As {@link #gradient}, a copy; backward passes from now on begin at zero. */
  public Optional<FloatTensor> takeGradient(Parameter parameter) {
    int ordinal = parameter.ordinal();
    return learned[ordinal]
        ? Optional.ofNullable(tensors[ordinal]).flatMap(scope::takeGradient)
        : Optional.empty();
  }

  /** Whether the pass has used a parameter, and a backward pass reaches it. */
  public boolean learns(Parameter parameter) {
    return learned[parameter.ordinal()] && tensors[parameter.ordinal()] != null;
  }

  /** Whether the pass has used any parameter that a backward pass reaches. */
  public boolean learns() {
    return learns;
  }

  /** The gradient of a parameter, live until the scope closes; empty if none reached it. */
  public Optional<FloatTensor> gradient(Parameter parameter) {
    int ordinal = parameter.ordinal();
    return learned[ordinal]
        ? Optional.ofNullable(tensors[ordinal]).flatMap(scope::gradient)
        : Optional.empty();
  }
}
