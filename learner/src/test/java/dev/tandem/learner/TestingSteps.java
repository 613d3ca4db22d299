package dev.tandem.learner;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.LearnerSettings;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What single steps do to the parameters. */
final class TestingSteps {

  private TestingSteps() {}

  /**
   * A step.
   *
   * @param report what it said
   * @param changes by name of the parameter, how far every element moved
   */
  record Step(StepReport report, Map<String, float[]> changes) {}

  static Step first(LearnerSettings settings, List<LabelledExample> batch) {
    try (Learner learner = Learner.create(settings)) {
      return next(learner, batch);
    }
  }

  static Step next(Learner learner, List<LabelledExample> batch) {
    Map<String, float[]> before = values(learner);
    StepReport report = learner.train(batch);
    Map<String, float[]> changes = values(learner);
    changes.forEach((name, values) -> subtract(before.get(name), values));
    return new Step(report, changes);
  }

  static Map<String, float[]> values(Learner learner) {
    Map<String, float[]> values = new TreeMap<>();
    for (WeightTensor tensor : learner.weights()) {
      FloatBuffer floats = tensor.data().asFloatBuffer();
      float[] copy = new float[floats.remaining()];
      floats.get(copy);
      values.put(tensor.name(), copy);
    }
    return values;
  }

  private static void subtract(float[] before, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] -= before[i];
    }
  }
}
