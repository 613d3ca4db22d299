package dev.tandem.learner.network;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.engine.NativeFloats;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a network, in order, each starting on a cache line of one flat buffer.
 *
 * @param parameters in order of ordinal
 * @param floats length of the flat buffer, padding included
 */
public record ParameterLayout(List<Parameter> parameters, int floats) {

  public ParameterLayout {
    parameters = List.copyOf(parameters);
  }

  /**
   * By ordinal, whether a parameter is learned.
   *
   * @param frozen groups that are not, by their texts
   */
  public boolean[] trained(Set<String> frozen) {
    boolean[] trained = new boolean[parameters.size()];
    for (Parameter parameter : parameters) {
      trained[parameter.ordinal()] =
          parameter.learned() && !frozen.contains(parameter.group().text());
    }
    return trained;
  }

  /**
   * How many classes published tensors are for, by the first of them whose rows are classes; empty
   * where there is none, or it has no rows.
   */
  public OptionalInt classesOf(List<WeightTensor> tensors) {
    Set<String> byClass =
        parameters.stream()
            .filter(Parameter::rowsAreClasses)
            .map(Parameter::name)
            .collect(Collectors.toSet());
    return tensors.stream()
        .filter(tensor -> byClass.contains(tensor.name()) && tensor.shape().length > 0)
        .mapToInt(tensor -> tensor.shape()[0])
        .findFirst();
  }

  /** Collects parameters while a network is built. */
  public static final class Builder {

    private final List<Parameter> parameters = new ArrayList<>();
    private int floats;

    /**
     * Adds a parameter.
     *
     * @return its ordinal
     */
    int add(String name, TensorShape shape, ParameterGroup group, Initializer initializer) {
      return add(name, shape, group, false, true, initializer);
    }

    /** Adds a parameter whose outermost size is the number of classes. */
    int addByClass(String name, TensorShape shape, ParameterGroup group, Initializer initializer) {
      return add(name, shape, group, true, true, initializer);
    }

    /** Adds a statistic of batches, which a pass moves. */
    int addStatistic(
        String name, TensorShape shape, ParameterGroup group, Initializer initializer) {
      return add(name, shape, group, false, false, initializer);
    }

    private int add(
        String name,
        TensorShape shape,
        ParameterGroup group,
        boolean rowsAreClasses,
        boolean learned,
        Initializer initializer) {
      int ordinal = parameters.size();
      parameters.add(
          new Parameter(name, ordinal, shape, floats, group, rowsAreClasses, learned, initializer));
      floats = Math.addExact(floats, NativeFloats.padded(shape.elements()));
      return ordinal;
    }

    ParameterLayout build() {
      return new ParameterLayout(parameters, floats);
    }
  }
}
