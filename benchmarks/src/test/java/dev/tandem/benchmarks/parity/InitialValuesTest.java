package dev.tandem.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.spec.ComputeDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters begin as PyTorch's do, ResNet's as torchvision's: by each tensor's deviation. */
class InitialValuesTest {

  /** Deviations of both sides' own; one of n normal numbers has 1/√(2n). */
  private static final double DEVIATIONS = 5;

  /** Of less there is not much to be seen. */
  private static final int FEWEST = 64;

  private static JsonObject golden;

  @BeforeAll
  static void read() throws IOException {
    TorchEngine.start(1);
    golden = Golden.read();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet18-late-mlp",
        "conformer-transformer",
        "cnn-film",
        "mlp-gated",
        "mlp-late-linear"
      })
  void shouldBeginAsInPyTorch(String name) {
    assertThat(differences(name, golden.getAsJsonObject("initial").getAsJsonObject(name)))
        .isEmpty();
  }

  @Test
  void shouldTellAnotherFan() {
    JsonObject wrong = golden.getAsJsonObject("wrongFan");

    assertThat(differences(wrong.get("case").getAsString(), wrong.getAsJsonObject("numbers")))
        .anyMatch(difference -> difference.startsWith("encoders.audio.layer2.0.conv1.weight"));
  }

  private static List<String> differences(String name, JsonObject expected) {
    Network network = new Network(ParityCase.named(name).architecture());
    List<String> differences = new ArrayList<>();
    try (ParameterStore store = ParameterStore.initial(network.layout(), 7, ComputeDevice.CPU)) {
      assertThat(expected.keySet())
          .containsExactlyInAnyOrderElementsOf(
              network.layout().parameters().stream().map(Parameter::name).toList());
      for (Parameter parameter : network.layout().parameters()) {
        compare(parameter, store.values(parameter), expected, differences);
      }
    }
    return differences;
  }

  private static void compare(
      Parameter parameter, float[] values, JsonObject golden, List<String> differences) {
    JsonArray expected = golden.getAsJsonArray(parameter.name());
    double deviation = expected.get(1).getAsDouble();
    double mean = mean(values);
    double ours = Math.sqrt(meanSquare(values) - mean * mean);
    boolean same =
        deviation == 0
            ? ours == 0 && mean == expected.get(2).getAsDouble()
            : values.length < FEWEST
                || Math.abs(ours / deviation - 1) <= DEVIATIONS / Math.sqrt(values.length);
    if (!same || values.length != expected.get(0).getAsInt()) {
      differences.add(
          "%s: %d values deviate by %.4f around %.4f, not as %s"
              .formatted(parameter.name(), values.length, ours, mean, expected));
    }
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double meanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum / values.length;
  }
}
