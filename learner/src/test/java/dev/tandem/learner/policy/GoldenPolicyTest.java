package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients and paces of every policy over three batches, so that what they remember counts, beside
 * what PyTorch computed in float64 from the equations; on the processor and as on a device. {@code
 * -Dtandem.golden.policies=FILE} takes another file of the same format, which docs/policies.md
 * describes.
 */
class GoldenPolicyTest {

  /** Relative to the largest gradient of the tensor, or a tenth of the largest of all. */
  private static final double NEAR = 1e-5;

  private static final double OF_ALL = 0.1;
  private static final String GIVEN = System.getProperty("tandem.golden.policies", "");

  /** The file, field for field. */
  private record File(String torch, List<Case> cases) {}

  /** One policy on one network. */
  record Case(
      String name,
      String policy,
      Map<String, String> options,
      double alpha,
      double betaMax,
      double scoreHalfLife,
      double deadZone,
      Double clipNorm,
      double learningRate,
      double momentum,
      long seed,
      JsonObject architecture,
      Map<String, float[]> parameters,
      List<Step> steps) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** One batch; clips that lack a modality have null for it. */
  record Step(
      int[] labels,
      Map<String, List<float[]>> inputs,
      Map<String, double[]> gradients,
      Map<String, Double> paces) {

    List<LabelledExample> batch() {
      List<LabelledExample> batch = new ArrayList<>();
      for (int row = 0; row < labels.length; row++) {
        SortedMap<String, float[]> values = new TreeMap<>();
        for (Map.Entry<String, List<float[]>> modality : inputs.entrySet()) {
          if (modality.getValue().get(row) != null) {
            values.put(modality.getKey(), modality.getValue().get(row));
          }
        }
        batch.add(new LabelledExample(new Example("clip-" + row, values), labels[row]));
      }
      return batch;
    }
  }

  static Stream<Case> cases() throws IOException {
    File file = new Gson().fromJson(text(), File.class);
    assertThat(file.cases()).isNotEmpty();
    return file.cases().stream();
  }

  private static String text() throws IOException {
    if (!GIVEN.isBlank()) {
      Path file = Path.of("").toAbsolutePath().getParent().resolve(GIVEN).normalize();
      assertThat(file).as("tandem.golden.policies is %s; must be a file", GIVEN).isRegularFile();
      return Files.readString(file);
    }
    try (InputStream in = GoldenPolicyTest.class.getResourceAsStream("policies.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldMakeTheGradientsOfTheEquations(Case golden) {
    requireGradients(golden, "cpu");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldMakeThemAsOnADevice(Case golden) {
    requireGradients(golden, "cpu-tensors");
  }

  private static void requireGradients(Case golden, String device) {
    try (PolicyRun run = PolicyRun.of(golden, device)) {
      for (int number = 0; number < golden.steps().size(); number++) {
        Step step = golden.steps().get(number);
        PolicyRun.Made made = run.step(step.batch(), number);
        String where = "step %d of ".formatted(number);
        assertThat(made.gradients().keySet()).as(where).isEqualTo(step.gradients().keySet());
        double largest =
            step.gradients().values().stream().mapToDouble(v -> largest(v)).max().orElseThrow();
        step.gradients()
            .forEach(
                (name, values) -> {
                  double scale = Math.max(largest(values), OF_ALL * largest);
                  assertThat(made.gradients().get(name))
                      .as(where + name)
                      .containsExactly(values, within(NEAR * scale));
                });
        step.paces()
            .forEach(
                (modality, pace) ->
                    assertThat(made.paces().get(modality))
                        .as(where + modality)
                        .isCloseTo(pace, within(NEAR * Math.max(1, Math.abs(pace)))));
      }
    }
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The network that a case names. */
  static Architecture network(Case golden) {
    return Architecture.fromJson(golden.architecture().toString());
  }
}
