package dev.tandem.tests.serving;

import dev.tandem.learner.Learner;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.Task;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Weights after some training, so that averages and the losses of experts differ. */
final class TrainedWeights {
  private TrainedWeights() {}

  /** Of {@link TestingTrainer}'s classes, or as many targets. */
  static List<WeightTensor> of(Architecture network, ReadoutSettings readout) {
    LearnerSettings settings =
        LearnerSettings.of(network, TestingTrainer.CLASSES).withReadout(readout);
    Random random = new Random(1);
    try (Learner learner = Learner.create(settings)) {
      for (int step = 0; step < 20; step++) {
        learner.train(
            IntStream.range(0, 16).mapToObj(i -> labelled(network.kind(), random)).toList());
      }
      return learner.weights();
    }
  }

  /** Every fifth without audio; video tells a little of the class, audio nothing. */
  private static LabelledExample labelled(Task task, Random random) {
    int label = random.nextInt(10);
    SortedMap<String, float[]> inputs = new TreeMap<>();
    inputs.put("video", noise(random));
    inputs.get("video")[label] += 2;
    if (random.nextInt(5) > 0) {
      inputs.put("audio", noise(random));
    }
    Example example = new Example("example", inputs);
    return task == Task.CLASSIFICATION
        ? new LabelledExample(example, label)
        : new LabelledExample(
            example, IntStream.range(0, 10).mapToObj(t -> label == t ? 1f : 0f).toList());
  }

  private static float[] noise(Random random) {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
