package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.engine.TensorScope;
import java.util.Optional;

/**
 * The parameters as tensors of one pass, made as layers ask for them. A parameter that took no part
 * in the pass therefore has no gradient, rather than one of zero.
 */
public final class LeafTensors {

  private final ParameterStore store;
  private final TensorScope scope;
  private final boolean[] trained;
  private final NDArray[] tensors;
  private boolean trains;

  private LeafTensors(ParameterStore store, TensorScope scope, boolean[] trained) {
    this.store = store;
    this.scope = scope;
    this.trained = trained;
    this.tensors = new NDArray[store.layout().parameters().size()];
  }

  /**
   * LeafTensors at some of which a backward pass leaves gradients.
   *
   * @param trained by ordinal, whether it does
   */
  public static LeafTensors trained(ParameterStore store, boolean[] trained, TensorScope scope) {
    return new LeafTensors(store, scope, trained);
  }

  /** LeafTensors that are only read. */
  public static LeafTensors frozen(ParameterStore store, TensorScope scope) {
    return new LeafTensors(store, scope, new boolean[store.layout().parameters().size()]);
  }

  NDArray get(int ordinal) {
    if (tensors[ordinal] == null) {
      tensors[ordinal] = make(store.layout().parameters().get(ordinal));
    }
    return tensors[ordinal];
  }

  /** Whether the pass has used any leaf that a backward pass reaches. */
  public boolean trains() {
    return trains;
  }

  /** The gradient of a parameter, live until the scope closes; empty if none reached it. */
  public Optional<FloatTensor> gradient(Parameter parameter) {
    int ordinal = parameter.ordinal();
    return trained[ordinal]
        ? Optional.ofNullable(tensors[ordinal]).flatMap(scope::gradient)
        : Optional.empty();
  }

  private NDArray make(Parameter parameter) {
    boolean leaf = trained[parameter.ordinal()];
    trains |= leaf;
    NDArray tensor = store.tensor(parameter, scope);
    return leaf ? scope.leaf(tensor) : tensor;
  }
}
