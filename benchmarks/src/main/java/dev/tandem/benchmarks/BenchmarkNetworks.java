package dev.tandem.benchmarks;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeSettings;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.learner.spec.ResNet18Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The networks that are measured, here and, by their description, by torch_step.py. */
final class BenchmarkNetworks {

  /** Those whose steps are measured beside PyTorch's. */
  static final List<String> PAIRS = List.of("mlp", "cnn", "resnet18", "conformer");

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
      case "resnet18" ->
          pair(List.of(64, 64), new ResNet18Spec(0), List.of(2, 3, 32, 32), new ResNet18Spec(0));
      case "conformer" ->
          pair(
              List.of(40, 98),
              ConformerSpec.standard(),
              List.of(8, 3, 28, 28),
              ConformerSpec.standard());
      case "large" ->
          pair(List.of(3000), EncoderSpec.mlp(3500), List.of(3000), EncoderSpec.mlp(3500));
      default ->
          throw new IllegalArgumentException(
              "the network is '%s'; known are %s and large. Use one of them."
                  .formatted(name, PAIRS));
    };
  }

  /** Clips in a batch. */
  static int batchSize(String network) {
    return network.equals("resnet18") ? 8 : 32;
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
    return momentBytes(network) / 2 * 3;
  }

  /** Bytes of Adam's two moments. */
  static long momentBytes(String network) {
    return 2L * Float.BYTES * new Network(named(network)).layout().floats();
  }

  static List<LabelledExample> batch(String network) {
    Architecture architecture = named(network);
    SplittableRandom random = new SplittableRandom(1);
    List<LabelledExample> batch = new ArrayList<>();
    for (int i = 0; i < batchSize(network); i++) {
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
