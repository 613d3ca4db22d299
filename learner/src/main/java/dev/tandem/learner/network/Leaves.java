package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.TensorScope;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The parameters as tensors of one pass, made as layers ask for them. A parameter that took no part
 * in the pass therefore has no gradient, rather than one of zero.
 */
public final class Leaves {

  private final ParameterStore store;
  private final TensorScope scope;
  private final Predicate<Parameter> trained;
  private final NDArray[] tensors;
  private boolean trains;

  private Leaves(ParameterStore store, TensorScope scope, Predicate<Parameter> trained) {
    this.store = store;
    this.scope = scope;
    this.trained = trained;
    this.tensors = new NDArray[store.layout().parameters().size()];
  }

  /** Leaves at which a backward pass leaves gradients, those of frozen groups excepted. */
  public static Leaves trained(ParameterStore store, Set<String> frozen, TensorScope scope) {
    return new Leaves(store, scope, parameter -> !frozen.contains(parameter.group().text()));
  }

  /** Leaves that are only read. */
  public static Leaves frozen(ParameterStore store, TensorScope scope) {
    return new Leaves(store, scope, parameter -> false);
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
  public Optional<FloatBuffer> gradient(Parameter parameter) {
    return Optional.ofNullable(tensors[parameter.ordinal()]).flatMap(scope::gradient);
  }

  private NDArray make(Parameter parameter) {
    boolean leaf = trained.test(parameter);
    trains |= leaf;
    return leaf
        ? scope.leaf(store.memoryOf(parameter), parameter.shape())
        : scope.view(store.memoryOf(parameter), parameter.shape());
  }
}
