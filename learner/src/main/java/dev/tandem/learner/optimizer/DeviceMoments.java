package dev.tandem.learner.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.tandem.learner.engine.DeviceFloats;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.TensorShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Moments on a device, computed with by operations on whole buffers: parameters that lie side by
 * side and take the same step are updated as one. Numbers come back once for all parameters, since
 * each time waits for the device.
 */
final class DeviceMoments implements Moments {

  private final UpdateRule rule;
  private final ParameterStore parameters;
  private final List<DeviceFloats> moments = new ArrayList<>();

  DeviceMoments(UpdateRule rule, ParameterStore parameters) {
    this.rule = rule;
    this.parameters = parameters;
    try {
      while (moments.size() < rule.moments()) {
        moments.add(new DeviceFloats(device(), parameters.layout().floats()));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public List<Gradient> measured(List<Gradient.Unmeasured> gradients, boolean withAgreement) {
    if (gradients.isEmpty()) {
      return List.of();
    }
    try (TensorScope scope = TensorScope.forwardOnly(device())) {
      NDList sums = new NDList();
      for (Gradient.Unmeasured gradient : gradients) {
        NDArray values = gradient.values().tensor(scope);
        sums.add(values.dot(values));
        if (withAgreement) {
          NDArray moment = firstMoment(gradient.parameter(), scope);
          sums.add(values.dot(moment));
          sums.add(moment.dot(moment));
        }
      }
      return measured(gradients, NDArrays.stack(sums).toFloatArray());
    }
  }

  /**
   * Gradients with what was measured.
   *
   * @param sums of each one after the other, its squares, or three numbers with its agreement
   */
  private static List<Gradient> measured(List<Gradient.Unmeasured> gradients, float[] sums) {
    int each = sums.length / gradients.size();
    List<Gradient> measured = new ArrayList<>(gradients.size());
    for (int i = 0; i < sums.length; i += each) {
      Gradient.Unmeasured gradient = gradients.get(i / each);
      Agreement agreement =
          each == 1 ? Agreement.NOT_MEASURED : new Agreement(sums[i + 1], sums[i + 2]);
      measured.add(new Gradient(gradient.parameter(), gradient.values(), sums[i], agreement));
    }
    return measured;
  }

  private NDArray firstMoment(Parameter parameter, TensorScope scope) {
    return moments.get(0).tensor(scope, parameter.offset(), TensorShape.of(parameter.size()));
  }

  @Override
  public void update(List<ParameterUpdate> updates) {
    try (TensorScope scope = TensorScope.forwardOnly(device())) {
      int from = 0;
      for (int i = 1; i <= updates.size(); i++) {
        if (i == updates.size() || !updates.get(i).goesOnFrom(updates.get(i - 1))) {
          update(updates.subList(from, i), scope);
          from = i;
        }
      }
    }
  }

  /** Updates neighbours as one. */
  private void update(List<ParameterUpdate> neighbours, TensorScope scope) {
    int offset = neighbours.get(0).parameter().offset();
    NDArray gradient = gradientOf(neighbours, scope);
    TensorShape shape = TensorShape.of((int) gradient.size());
    List<NDArray> of = new ArrayList<>();
    moments.forEach(moment -> of.add(moment.tensor(scope, offset, shape)));
    NDArray values = parameters.memory().tensor(scope, offset, shape);
    rule.update(new Stretch(values, gradient, of, scope), neighbours.get(0).step());
  }

  /** One after the other, with zeros for the padding between them. */
  private static NDArray gradientOf(List<ParameterUpdate> neighbours, TensorScope scope) {
    NDList pieces = new NDList();
    int end = neighbours.get(0).parameter().offset();
    for (ParameterUpdate update : neighbours) {
      Parameter parameter = update.parameter();
      if (parameter.offset() > end) {
        pieces.add(scope.zeros(parameter.offset() - end));
      }
      pieces.add(update.gradient().tensor(scope));
      end = parameter.offset() + parameter.size();
    }
    float scale = neighbours.get(0).scale();
    NDArray whole = pieces.size() == 1 ? pieces.get(0) : NDArrays.concat(pieces);
    return scale == 1 ? whole : whole.mul(scope.scalar(scale));
  }

  @Override
  public float[][] copy() {
    float[][] copy = new float[moments.size()][parameters.layout().floats()];
    for (int i = 0; i < copy.length; i++) {
      moments.get(i).get(0, FloatBuffer.wrap(copy[i]));
    }
    return copy;
  }

  @Override
  public void set(float[][] values) {
    for (int i = 0; i < values.length; i++) {
      moments.get(i).put(0, values[i], values[i].length);
    }
  }

  @Override
  public void clear() {
    moments.forEach(DeviceFloats::clear);
  }

  private ComputeDevice device() {
    return parameters.device();
  }

  @Override
  public void close() {
    moments.forEach(DeviceFloats::close);
  }
}
