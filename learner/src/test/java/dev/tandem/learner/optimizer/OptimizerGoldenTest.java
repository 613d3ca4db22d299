package dev.tandem.learner.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import dev.tandem.learner.engine.FloatTensor;
import dev.tandem.learner.network.Initializer;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterLayout;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.spec.AdamSettings;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.RmsPropSettings;
import dev.tandem.learner.spec.ScheduleSettings;
import dev.tandem.learner.spec.SgdSettings;
import dev.tandem.learner.spec.TensorShape;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what PyTorch computed; src/test/python/golden_optimizers.py wrote the file. */
class OptimizerGoldenTest {

  private static final int[] SIZES = {3, 2};

  private static final SgdSettings MOMENTUM = new SgdSettings(0.9, false);
  private static final Map<String, OptimizerSettings> SETTINGS =
      Map.of(
          "sgd plain", named("sgd", 0.1).withSgd(new SgdSettings(0, false)),
          "sgd momentum decay", named("sgd", 0.1).withSgd(MOMENTUM).withWeightDecay(0.05),
          "sgd nesterov decay",
              named("sgd", 0.1).withSgd(new SgdSettings(0.9, true)).withWeightDecay(0.05),
          "adam", named("adam", 0.02),
          "adam decay clipped",
              named("adam", 0.02)
                  .withAdam(new AdamSettings(0.8, 0.99, 1e-6))
                  .withWeightDecay(0.1)
                  .withClipNorm(OptionalDouble.of(0.7)),
          "adamw decay", named("adamw", 0.02).withWeightDecay(0.1),
          "rmsprop", named("rmsprop", 0.02),
          "rmsprop momentum decay",
              named("rmsprop", 0.02)
                  .withRmsprop(new RmsPropSettings(0.9, 1e-6, 0.8))
                  .withWeightDecay(0.1));

  private static final Map<String, ScheduleSettings> SCHEDULES =
      Map.of(
          "cosine", ScheduleSettings.named("cosine").withPeriod(30).withFloor(0.1),
          "cosine-restarts", ScheduleSettings.named("cosine-restarts").withPeriod(7).withFloor(0.1),
          "warm-up", ScheduleSettings.constant().withWarmUp(5));

  /** The file, field for field. */
  private record Golden(List<Run> optimizers, List<Rates> schedules) {}

  private record Run(String name, List<List<List<Float>>> values) {}

  private record Rates(String name, List<Double> factors) {}

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu-tensors"})
  void shouldStepAsPyTorchDoes(String device) throws IOException {
    List<Run> runs = golden().optimizers();
    assertThat(runs).extracting(Run::name).containsExactlyInAnyOrderElementsOf(SETTINGS.keySet());
    for (Run run : runs) {
      ParameterLayout layout = layout();
      try (ParameterStore values = start(layout, device);
          Optimizer optimizer = new Optimizer(SETTINGS.get(run.name()), values)) {
        for (int step = 0; step < run.values().size(); step++) {
          optimizer.step(gradients(layout, step), 1);
          requireSame(run, step, layout, values.copy());
        }
      }
    }
  }

  private static void requireSame(Run run, int step, ParameterLayout layout, float[] values) {
    for (Parameter p : layout.parameters()) {
      for (int e = 0; e < p.size(); e++) {
        assertThat(values[p.offset() + e])
            .as("%s, step %d, parameter %d, element %d", run.name(), step, p.ordinal(), e)
            .isCloseTo(run.values().get(step).get(p.ordinal()).get(e), within(2e-6f));
      }
    }
  }

  @Test
  void shouldScheduleAsPyTorchDoes() throws IOException {
    List<Rates> schedules = golden().schedules();
    assertThat(schedules).hasSameSizeAs(SCHEDULES.keySet());
    for (Rates rates : schedules) {
      for (int step = 0; step < rates.factors().size(); step++) {
        assertThat(SCHEDULES.get(rates.name()).factor(step))
            .as("%s at step %d", rates.name(), step)
            .isCloseTo(rates.factors().get(step), within(1e-6));
      }
    }
  }

  private static Golden golden() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            OptimizerGoldenTest.class.getResourceAsStream("optimizers.json"),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Golden.class);
    }
  }

  private static OptimizerSettings named(String name, double rate) {
    return OptimizerSettings.named(name).withLearningRate(rate);
  }

  private static ParameterLayout layout() {
    List<Parameter> parameters = new ArrayList<>();
    for (int p = 0; p < SIZES.length; p++) {
      parameters.add(
          new Parameter(
              "p" + p,
              p,
              TensorShape.of(SIZES[p]),
              16 * p,
              ParameterGroup.encoder("m"),
              false,
              true,
              Initializer.constant(0)));
    }
    return new ParameterLayout(parameters, 16 * SIZES.length);
  }

  private static ParameterStore start(ParameterLayout layout, String device) {
    float[] values = new float[layout.floats()];
    for (Parameter p : layout.parameters()) {
      for (int e = 0; e < p.size(); e++) {
        values[p.offset() + e] = (float) (0.3 * (e + 1) - 0.8 * p.ordinal());
      }
    }
    return ParameterStore.of(layout, values, new ComputeDevice(device));
  }

  private static List<PacedGradient> gradients(ParameterLayout layout, int step) {
    List<PacedGradient> gradients = new ArrayList<>();
    for (Parameter p : layout.parameters()) {
      float[] values = new float[p.size()];
      for (int e = 0; e < values.length; e++) {
        values[e] = (float) (Math.sin(1.7 * step + 2.3 * p.ordinal() + 0.9 * e) * (0.5 + e));
      }
      gradients.add(Gradient.of(p, FloatTensor.of(values)).paced(1, 1));
    }
    return gradients;
  }
}
