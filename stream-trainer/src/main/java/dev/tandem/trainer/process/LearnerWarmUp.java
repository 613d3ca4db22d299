package dev.tandem.trainer.process;

import dev.tandem.learner.Learner;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.schemas.config.Config;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Loads PyTorch and has a learner with the default settings take some steps, unless a job has come
 * first. A job brings classes of its own, but shares the engine and its kernels.
 */
final class LearnerWarmUp implements Runnable {
  static final int STEPS = 3;

  @Override
  public void run() {
    if (TorchEngine.startFirst()) {
      train();
    }
  }

  /** Number of steps taken. */
  static long train() {
    TrainerSettings settings = TrainerSettings.of(Config.empty());
    try (Learner learner = Learner.create(settings.learner())) {
      List<Example> examples = Collections.nCopies(settings.batchSize(), silence(settings));
      List<LabelledExample> batch =
          examples.stream().map(example -> new LabelledExample(example, 0)).toList();
      for (int step = 0; step < STEPS; step++) {
        learner.predict(examples);
        learner.train(batch);
      }
      Learner.restore(settings.learner(), learner.state()).close();
      return learner.step();
    }
  }

  private static Example silence(TrainerSettings settings) {
    SortedMap<String, float[]> inputs = new TreeMap<>();
    for (ModalitySpec modality : settings.learner().architecture().modalities()) {
      inputs.put(modality.name(), new float[modality.shape().elements()]);
    }
    return new Example("warm-up", inputs);
  }
}
