package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.optimizer.GradientSet;
import dev.tandem.learner.spec.LearnerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Step by step, as numbered in docs/policies.md. */
class MmparetoPolicyTest {

  private static final LearnerSettings SETTINGS =
      TestingClips.plain(TestingClips.pair()).withPolicy("mmpareto");

  private static List<LabelledExample> batch(int k) {
    return TestingClips.batch(SETTINGS.architecture(), 12, k);
  }

  /** As flat arrays: of the fused loss alone, and of a modality's alone, in passes of their own. */
  private static Map<String, float[]> alone(
      PolicyRun run, List<LabelledExample> batch, String head) {
    return run.look(
        batch,
        0,
        pass -> {
          GradientSet gradients = pass.backward(pass.forward(), Set.of(head));
          Map<String, float[]> values = new LinkedHashMap<>();
          for (Parameter parameter : gradients.parameters()) {
            values.put(parameter.name(), gradients.of(parameter).orElseThrow().toFloatArray());
          }
          return values;
        });
  }

  @Test
  void shouldMakeOneOfTwoGradientsThatWereTakenAlone() {
    for (int k = 0; k < 5; k++) {
      try (PolicyRun run = PolicyRun.of(SETTINGS.withSeed(k))) {
        Map<String, float[]> fused = alone(run, batch(k), "fused");
        Map<String, Map<String, float[]>> own =
            Map.of("sound", alone(run, batch(k), "sound"), "sight", alone(run, batch(k), "sight"));
        Map<String, double[]> made = run.step(batch(k), 0).gradients();

        own.forEach((modality, gradients) -> requireUnited(modality, fused, gradients, made));
        assertThat(made.get("fusion.bias")).isEqualTo(doubles(fused.get("fusion.bias")));
        assertThat(made.get("heads.sight.weight"))
            .isEqualTo(doubles(own.get("sight").get("heads.sight.weight")));
      }
    }
  }

  private static void requireUnited(
      String modality,
      Map<String, float[]> fused,
      Map<String, float[]> own,
      Map<String, double[]> made) {
    List<String> encoder =
        own.keySet().stream().filter(name -> name.startsWith("encoders." + modality)).toList();
    double gamma =
        MmparetoPolicy.gamma(
            encoder.stream().mapToDouble(n -> dot(fused.get(n), fused.get(n))).sum(),
            encoder.stream().mapToDouble(n -> dot(own.get(n), own.get(n))).sum(),
            encoder.stream().mapToDouble(n -> dot(fused.get(n), own.get(n))).sum());
    for (String name : encoder) {
      float[] f = fused.get(name);
      float[] u = own.get(name);
      double[] n = new double[f.length];
      double squaresOfSum = 0;
      double squares = 0;
      for (int i = 0; i < n.length; i++) {
        n[i] = 2 * gamma * f[i] + 2 * (1 - gamma) * u[i];
        squares += n[i] * n[i];
        squaresOfSum += ((double) f[i] + u[i]) * ((double) f[i] + u[i]);
      }
      double longer = Math.max(1, Math.sqrt(squaresOfSum / squares));
      for (int i = 0; i < n.length; i++) {
        assertThat(made.get(name)[i]).as(name).isCloseTo(1.5 * longer * n[i], within(1e-5));
      }
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** ‖f‖² 1, ‖u‖² 4. */
  @Test
  void shouldWeighTheGradientsByWhetherTheyAgree() {
    assertThat(MmparetoPolicy.gamma(1, 4, 0.5)).isEqualTo(0.5);
    assertThat(MmparetoPolicy.gamma(1, 4, 0)).isCloseTo(0.8, within(1e-12));
    assertThat(MmparetoPolicy.gamma(1, 4, -1)).isCloseTo(5.0 / 7, within(1e-12));
    assertThat(MmparetoPolicy.gamma(0, 4, 0)).as("no fused gradient").isEqualTo(0.999);
    assertThat(MmparetoPolicy.gamma(1, 0, 0)).as("none of its own").isEqualTo(0.001);
  }

  @Test
  void shouldLeaveAnEncoderThatOneLossAloneReachesAsItIs() {
    List<LabelledExample> mute =
        batch(3).stream().map(clip -> TestingClips.without("sight", clip)).toList();
    try (PolicyRun run = PolicyRun.of(SETTINGS)) {
      assertThat(run.step(mute, 0).gradients().keySet())
          .noneMatch(name -> name.contains("sight"))
          .anyMatch(name -> name.contains("sound"));
    }
  }
}
