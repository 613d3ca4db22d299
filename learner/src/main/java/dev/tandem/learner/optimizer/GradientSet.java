package dev.tandem.learner.optimizer;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Gradients of some parameters, as values to compute with, on whatever device they are. A parameter
 * that is not in a set has no gradient there, which is not one of zero. Valid until the scope
 * closes; never changed.
 */
public final class GradientSet {

  private final TensorScope scope;
  private final Map<Parameter, NDArray> byParameter;

  private GradientSet(TensorScope scope, Map<Parameter, NDArray> byParameter) {
    this.scope = scope;
    this.byParameter = byParameter;
  }

  /** A set of what a backward pass left, by parameter. */
  public static GradientSet of(Map<Parameter, FloatTensor> gradients, TensorScope scope) {
    Map<Parameter, NDArray> tensors = empty();
    gradients.forEach((parameter, values) -> tensors.put(parameter, values.tensor(scope)));
    return new GradientSet(scope, tensors);
  }

  private static Map<Parameter, NDArray> empty() {
    return new TreeMap<>(Comparator.comparingInt(Parameter::ordinal));
  }

  /** The parameters, in the order of the network. */
  public List<Parameter> parameters() {
    return List.copyOf(byParameter.keySet());
  }

  /** A parameter's gradient, flat. */
  public Optional<NDArray> of(Parameter parameter) {
    return Optional.ofNullable(byParameter.get(parameter));
  }

  /** Those of some parameters alone. */
  public GradientSet only(Predicate<Parameter> wanted) {
    Map<Parameter, NDArray> some = empty();
    byParameter.forEach(
        (parameter, values) -> {
          if (wanted.test(parameter)) {
            some.put(parameter, values);
          }
        });
    return new GradientSet(scope, some);
  }

  /** Every gradient times {@code factor}. */
  public GradientSet times(double factor) {
    NDArray scalar = scope.scalar((float) factor);
    return each(values -> values.mul(scalar));
  }

  private GradientSet each(UnaryOperator<NDArray> operation) {
    Map<Parameter, NDArray> results = empty();
    byParameter.forEach((parameter, values) -> results.put(parameter, operation.apply(values)));
    return new GradientSet(scope, results);
  }

  /** The sum, where both have a gradient; else the one there is. */
  public GradientSet plus(GradientSet other) {
    Map<Parameter, NDArray> sums = empty();
    sums.putAll(byParameter);
    other.byParameter.forEach(
        (parameter, values) -> sums.merge(parameter, values, (one, another) -> one.add(another)));
    return new GradientSet(scope, sums);
  }

  /** This plus {@code factor} times the other, where both have a gradient; else what there is. */
  public GradientSet plus(GradientSet other, double factor) {
    Map<Parameter, NDArray> sums = other.times(factor).byParameter;
    byParameter.forEach(
        (parameter, values) -> sums.merge(parameter, values, (one, another) -> one.addi(another)));
    return new GradientSet(scope, sums);
  }

  /** With another gradient of one parameter. */
  public GradientSet with(Parameter parameter, NDArray values) {
    Map<Parameter, NDArray> changed = empty();
    changed.putAll(byParameter);
    changed.put(parameter, values);
    return new GradientSet(scope, changed);
  }

  /** Σ of the products of elements, over the parameters that both have. */
  public double dot(GradientSet other) {
    double sum = 0;
    for (Map.Entry<Parameter, NDArray> entry : byParameter.entrySet()) {
      NDArray there = other.byParameter.get(entry.getKey());
      sum += there == null ? 0 : entry.getValue().dot(there).getFloat();
    }
    return sum;
  }

  /** ‖g‖ over all parameters. */
  public double norm() {
    return Math.sqrt(dot(this));
  }

  List<Gradient.Unmeasured> unmeasured() {
    List<Gradient.Unmeasured> gradients = new ArrayList<>();
    byParameter.forEach(
        (parameter, values) ->
            gradients.add(new Gradient.Unmeasured(parameter, FloatTensor.of(values))));
    return gradients;
  }
}
