package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.policy.ModalityStep;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.LossWeights;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.Task;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a plain SGD step does to single parameters, against what their losses say. */
class GradientTest {

  private static final double TOLERANCE = 2e-3;
  private static final Architecture PAIR = TestingClips.pair();

  /** Rate 1 without momentum: the update is the gradient. */
  private static final LearnerSettings PLAIN =
      TestingClips.plain(PAIR)
          .withPolicy("multi-loss")
          .withOptimizer(
              OptimizerSettings.named("sgd")
                  .withLearningRate(1)
                  .withSgd(new SgdSettings(0, false)));

  @Test
  void shouldFollowTheSlopeOfTheObjectiveInEveryTensor() {
    LossWeights weights = new LossWeights(Map.of("sound", 0.5, "fused", 2.0));
    List<LabelledExample> batch = new ArrayList<>(TestingClips.batch(PAIR, 6, 5));
    batch.set(1, TestingClips.without("sound", batch.get(1)));
    batch.set(4, TestingClips.without("sight", batch.get(4)));
    try (Learner learner = Learner.create(PLAIN.withObjective(weighted(weights)))) {
      List<WeightTensor> before = learner.weights();
      learner.train(batch);
      List<WeightTensor> after = learner.weights();

      for (int t = 0; t < before.size(); t++) {
        int element = before.get(t).tensorShape().elements() / 2;
        double gradient = value(before.get(t), element) - value(after.get(t), element);
        double[] slopes = slopes(before, t, element, batch, weights);
        assertThat(gradient)
            .as("%s[%d]", before.get(t).name(), element)
            .isBetween(slopes[0] - TOLERANCE, slopes[1] + TOLERANCE);
      }
    }
  }

  @Test
  void shouldScaleEachModalitysGroupByItsPaceAndNothingElse() {
    List<LabelledExample> batch = TestingClips.batch(PAIR, 6, 5);
    for (PaceTarget target : PaceTarget.values()) {
      LearnerSettings paced =
          PLAIN.withPolicy("mlb").withPace(PLAIN.pace().withAppliesTo(target).withAlpha(5));
      try (Learner plain = Learner.create(PLAIN);
          Learner mlb = Learner.create(paced)) {
        List<WeightTensor> before = plain.weights();
        plain.train(batch);
        Map<String, ModalityStep> steps = mlb.train(batch).modalities();

        for (int t = 0; t < before.size(); t++) {
          String name = before.get(t).name();
          double pace =
              steps.entrySet().stream()
                  .filter(step -> name.contains("." + step.getKey() + "."))
                  .mapToDouble(step -> step.getValue().pace())
                  .findFirst()
                  .orElse(1);
          assertThat(change(before.get(t), mlb.weights().get(t)))
              .as("%s, pace %s", name, pace)
              .isCloseTo(pace * change(before.get(t), plain.weights().get(t)), within(1e-5));
        }
        assertThat(steps.get("sound").pace()).isNotCloseTo(1, within(1e-3));
      }
    }
  }

  /** Under joint, heads learn as probes, and all else is as if they had no loss at all. */
  @Test
  void shouldNotLetProbesInfluenceAnything() {
    LossWeights fusedOnly = new LossWeights(Map.of("sound", 0.0, "sight", 0.0));
    LearnerSettings adam = TestingClips.plain(PAIR);
    try (Learner joint = Learner.create(adam.withPolicy("joint"));
        Learner fused =
            Learner.create(adam.withPolicy("multi-loss").withObjective(weighted(fusedOnly)))) {
      for (int k = 0; k < 5; k++) {
        joint.train(TestingClips.batch(PAIR, 6, k));
        fused.train(TestingClips.batch(PAIR, 6, k));
      }
      for (int t = 0; t < joint.weights().size(); t++) {
        WeightTensor ofJoint = joint.weights().get(t);
        double difference = Math.abs(change(fused.weights().get(t), ofJoint));
        if (ofJoint.name().startsWith("heads.")) {
          assertThat(difference).as(ofJoint.name()).isPositive();
        } else {
          assertThat(difference).as(ofJoint.name()).isZero();
        }
      }
    }
  }

  private static ObjectiveSettings weighted(LossWeights weights) {
    return ObjectiveSettings.of(Task.CLASSIFICATION).withWeights(weights);
  }

  /** Sum of differences, element by element with alternating weights. */
  private static double change(WeightTensor from, WeightTensor to) {
    double sum = 0;
    for (int i = 0; i < from.tensorShape().elements(); i++) {
      sum += (1 + i % 3) * ((double) value(to, i) - value(from, i));
    }
    return sum;
  }

  /** Slopes below and above, the lower first: a kink of a ReLU may lie between. */
  private static double[] slopes(
      List<WeightTensor> weights,
      int tensor,
      int element,
      List<LabelledExample> batch,
      LossWeights lossWeights) {
    float step = 1e-3f;
    double here = objective(weights, batch, lossWeights);
    double above = objective(moved(weights, tensor, element, step), batch, lossWeights);
    double below = objective(moved(weights, tensor, element, -step), batch, lossWeights);
    double[] slopes = {(above - here) / step, (here - below) / step};
    Arrays.sort(slopes);
    return slopes;
  }

  private static double objective(
      List<WeightTensor> weights, List<LabelledExample> batch, LossWeights lossWeights) {
    try (Predictor predictor = Predictor.load(PAIR, weights)) {
      List<HeadOutputs> predictions = predictor.predict(TestingClips.examples(batch));
      double sum = 0;
      for (int i = 0; i < batch.size(); i++) {
        int label = batch.get(i).label();
        for (Map.Entry<String, float[]> head : predictions.get(i).byHead().entrySet()) {
          sum -= lossWeights.of(head.getKey()) * Math.log(head.getValue()[label]);
        }
      }
      return sum / batch.size();
    }
  }

  private static List<WeightTensor> moved(
      List<WeightTensor> weights, int tensor, int element, float by) {
    List<WeightTensor> moved = new ArrayList<>(weights);
    WeightTensor original = weights.get(tensor);
    ByteBuffer copy =
        ByteBuffer.allocate(original.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
    copy.put(original.data()).flip();
    copy.putFloat(element * Float.BYTES, value(original, element) + by);
    moved.set(tensor, new WeightTensor(original.name(), original.shape(), copy));
    return moved;
  }

  private static float value(WeightTensor tensor, int element) {
    FloatBuffer floats = tensor.data().asFloatBuffer();
    return floats.get(element);
  }
}
