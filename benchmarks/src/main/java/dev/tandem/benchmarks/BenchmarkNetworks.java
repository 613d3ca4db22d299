package dev.tandem.benchmarks;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The networks that are measured; src/main/python/torch_step.py has the same. */
final class BenchmarkNetworks {

  static final int BATCH = 32;
  private static final int CLASSES = 10;

  private BenchmarkNetworks() {}

  static Architecture named(String name) {
    return switch (name) {
      case "mlp" -> pair(List.of(512), EncoderSpec.mlp(256), List.of(512), EncoderSpec.mlp(256));
      case "cnn" ->
          pair(
              List.of(40, 98),
              EncoderSpec.cnn(8, 16, 32),
              List.of(3, 28, 28),
              EncoderSpec.cnn(8, 16));
      case "large" ->
          pair(List.of(3000), EncoderSpec.mlp(3500), List.of(3000), EncoderSpec.mlp(3500));
      default ->
          throw new IllegalArgumentException(
              "the network is '%s'; known are mlp, cnn, large. Use one of them.".formatted(name));
    };
  }

  /** One update for a batch, as PyTorch does it; {@code policy} is what may come on top. */
  static LearnerSettings settings(String network, String policy, String device) {
    List<String> names = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    LearnerSettings settings = LearnerSettings.of(named(network), names);
    return settings
        .withPolicy(policy)
        .withCompute(ComputeSettings.defaults().withDevice(device))
        .withRehearsal(RehearsalSettings.none())
        .withReadout(ReadoutSettings.plain())
        .withWatch(settings.watch().withDrift("off"));
  }

  /** Bytes of parameters and two moments, which is nearly all that a learner's state has. */
  static long stateBytes(String network) {
    return 3L * Float.BYTES * new Network(named(network)).layout().floats();
  }

  static List<LabelledExample> batch(Architecture architecture) {
    SplittableRandom random = new SplittableRandom(1);
    List<LabelledExample> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      SortedMap<String, float[]> inputs = new TreeMap<>();
      for (ModalitySpec modality : architecture.modalities()) {
        float[] values = new float[modality.shape().elements()];
        for (int v = 0; v < values.length; v++) {
          values[v] = (float) random.nextDouble();
        }
        inputs.put(modality.name(), values);
      }
      batch.add(new LabelledExample(new Example("clip-" + i, inputs), i % CLASSES));
    }
    return batch;
  }

  private static Architecture pair(
      List<Integer> audio, EncoderSpec ofAudio, List<Integer> video, EncoderSpec ofVideo) {
    return new Architecture(
        List.of(
            new ModalitySpec("audio", audio, ofAudio), new ModalitySpec("video", video, ofVideo)),
        "late-linear",
        CLASSES);
  }
}
