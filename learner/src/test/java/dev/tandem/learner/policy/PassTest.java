package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.TestingNetworks;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.engine.TensorScope;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.network.InputStaging;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.network.ParameterStore;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.Objective;
import dev.tandem.learner.optimizer.Gradient;
import dev.tandem.learner.optimizer.GradientSet;
import dev.tandem.learner.optimizer.Optimizers;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.learner.spec.ObjectiveSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pass offers to policies, on the processor and as on a device. */
class PassTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final List<LabelledExample> BATCH = TestingClips.batch(PAIR, 6, 0);

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu-tensors"})
  void shouldSplitTheObjectiveIntoItsHeads(String device) {
    Map<String, float[]> whole = new HashMap<>();
    on(device, PAIR, BATCH, pass -> pass.backward(pass.forward()).forEach(g -> keep(g, whole)));
    on(
        device,
        PAIR,
        BATCH,
        pass -> {
          Forward forward = pass.forward();
          GradientSet fused = pass.backward(forward, Set.of("fused"));
          GradientSet sound = pass.backward(forward, Set.of("sound"));
          GradientSet sight = pass.backward(forward, Set.of("sight"));

          assertThat(names(fused)).noneMatch(name -> name.startsWith("heads."));
          assertThat(names(sound))
              .isNotEmpty()
              .noneMatch(name -> name.contains("sight") || name.startsWith("fusion."));
          List<Gradient> sum = pass.gradients(fused.plus(sound).plus(sight));
          assertThat(sum).hasSize(whole.size());
          sum.forEach(gradient -> requireClose(gradient, whole));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu-tensors"})
  void shouldComputeWithGradients(String device) {
    on(
        device,
        PAIR,
        BATCH,
        pass -> {
          GradientSet g = pass.backward(pass.forward(), Set.of("fused", "sound", "sight"));
          double squares = pass.gradients(g).stream().mapToDouble(Gradient::squares).sum();

          assertThat(g.norm()).isCloseTo(Math.sqrt(squares), within(1e-4));
          assertThat(g.times(-2).dot(g)).isCloseTo(-2 * squares, within(1e-3 * squares));
          assertThat(g.plus(g.times(-1)).norm()).isZero();
          GradientSet heads = g.only(parameter -> parameter.name().startsWith("heads."));
          assertThat(heads.parameters()).hasSize(4);
          assertThat(heads.dot(g)).isCloseTo(heads.norm() * heads.norm(), within(1e-4));
        });
  }

  @Test
  void shouldMaskAModalityAsIfItWereMissing() {
    List<LabelledExample> blind =
        BATCH.stream().map(clip -> TestingClips.without("sight", clip)).toList();
    double[] expected = new double[1];
    on("cpu", PAIR, blind, pass -> expected[0] = pass.forward().losses().get("fused").loss());
    on(
        "cpu",
        PAIR,
        BATCH,
        pass -> {
          Forward masked = pass.forward(Map.of("sight", Presence.MASKED));
          assertThat(masked.losses().keySet()).containsExactly("fused", "sound");
          assertThat(masked.losses().get("fused").loss()).isCloseTo(expected[0], within(1e-6));
          assertThat(pass.forward().losses().keySet()).containsExactly("fused", "sound", "sight");
          Forward nothing =
              pass.forward(Map.of("sight", Presence.MASKED, "sound", Presence.MASKED));
          assertThat(nothing.losses()).isEmpty();
        });
  }

  @Test
  void shouldFeedZerosInPlaceOfAModality() {
    List<LabelledExample> zeros =
        BATCH.stream()
            .map(
                clip -> {
                  SortedMap<String, float[]> inputs = new TreeMap<>(clip.example().inputs());
                  inputs.put("sight", new float[inputs.get("sight").length]);
                  return new LabelledExample(
                      new Example(clip.example().clipId(), inputs), clip.label());
                })
            .toList();
    double[] expected = new double[1];
    on("cpu", PAIR, zeros, pass -> expected[0] = pass.forward().losses().get("fused").loss());
    on(
        "cpu",
        PAIR,
        BATCH,
        pass ->
            assertThat(pass.forward(Map.of("sight", Presence.ZEROS)).losses().get("fused").loss())
                .isCloseTo(expected[0], within(1e-6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu-tensors"})
  void shouldPutBackEveryBitAfterAPerturbation(String device) {
    TorchEngine.start(1);
    try (Parts parts = new Parts(device, PAIR);
        TensorScope scope = TensorScope.recording(parts.store.device())) {
      float[] before = parts.store.copy();
      Pass pass = parts.pass(BATCH, scope);
      Forward forward = pass.forward();
      GradientSet g = pass.backward(forward, Set.of("fused"));
      double loss = forward.losses().get("fused").loss();
      double there =
          pass.perturbed(
              g,
              0.1 / g.norm(),
              () -> {
                Forward moved = pass.forward(Map.of());
                assertThat(pass.backward(moved, Set.of("fused")).norm()).isPositive();
                assertThat(parts.store.copy()).isNotEqualTo(before);
                return moved.losses().get("fused").loss();
              });
      assertThat(there).isGreaterThan(loss);
      assertThatThrownBy(
              () ->
                  pass.perturbed(
                      g,
                      1,
                      () -> {
                        throw new DefectException("nothing comes of it");
                      }))
          .isInstanceOf(DefectException.class);
      assertThat(parts.store.copy()).isEqualTo(before);
      assertThat(pass.forward(Map.of()).losses().get("fused").loss()).isEqualTo(loss);
    }
  }

  @Test
  void shouldSayWhatIsNotFinite() {
    SortedMap<String, float[]> inputs = new TreeMap<>(BATCH.get(0).example().inputs());
    inputs.put("sound", new float[] {Float.NaN, 0, 0, 0, 0, 0});
    List<LabelledExample> spoiled =
        List.of(new LabelledExample(new Example("spoiled", inputs), 0), BATCH.get(1));
    on(
        "cpu",
        PAIR,
        spoiled,
        pass ->
            assertThatThrownBy(pass::forward)
                .isInstanceOf(DefectException.class)
                .hasMessage("the loss of fused is NaN"));
  }

  /** Whatever else goes forward, statistics are moved once, and only when they are kept. */
  @Test
  void shouldMoveStatisticsByTheFirstPassAlone() {
    Architecture network = TestingNetworks.conformers();
    List<LabelledExample> batch = TestingClips.batch(network, 6, 0);
    TorchEngine.start(1);
    float[] once = new float[0];
    for (int more = 0; more < 3; more++) {
      try (Parts parts = new Parts("cpu", network);
          TensorScope scope = TensorScope.recording(ComputeDevice.CPU)) {
        float[] before = parts.store.copy();
        Pass pass = parts.pass(batch, scope);
        pass.forward();
        for (int k = 0; k < more; k++) {
          pass.forward(Map.of("sight", Presence.ZEROS));
        }
        assertThat(parts.store.copy()).isEqualTo(before);
        pass.keepStatistics();
        once = more == 0 ? parts.store.copy() : once;
        assertThat(parts.store.copy()).isEqualTo(once).isNotEqualTo(before);
      }
    }
  }

  private static void on(
      String device, Architecture network, List<LabelledExample> batch, Consumer<Pass> test) {
    TorchEngine.start(1);
    try (Parts parts = new Parts(device, network);
        TensorScope scope = TensorScope.recording(parts.store.device())) {
      test.accept(parts.pass(batch, scope));
    }
  }

  private static void keep(Gradient gradient, Map<String, float[]> into) {
    float[] values = new float[gradient.parameter().size()];
    gradient.values().floats().get(0, values);
    into.put(gradient.parameter().name(), values);
  }

  private static void requireClose(Gradient gradient, Map<String, float[]> expected) {
    float[] wanted = expected.get(gradient.parameter().name());
    for (int i = 0; i < wanted.length; i++) {
      assertThat(gradient.values().floats().get(i))
          .as(gradient.parameter().name())
          .isCloseTo(wanted[i], within(1e-5f));
    }
  }

  private static List<String> names(GradientSet gradients) {
    return gradients.parameters().stream().map(Parameter::name).toList();
  }

  /** What passes go through, with every head in the objective. */
  private static final class Parts implements AutoCloseable {
    private final ParameterStore store;
    private final Passes passes;

    Parts(String device, Architecture architecture) {
      Network network = new Network(architecture);
      store = ParameterStore.initial(network.layout(), 5, new ComputeDevice(device));
      passes =
          new Passes(
              network,
              store,
              network.layout().trained(Set.of()),
              new InputStaging(architecture),
              new Objective(ObjectiveSettings.of(Task.CLASSIFICATION), Set.of()),
              new Optimizers(OptimizerSettings.named("adam"), PaceTarget.UPDATE, Set.of(), store));
    }

    Pass pass(List<LabelledExample> batch, TensorScope scope) {
      Labels labels = Labels.ofClasses(batch.stream().mapToInt(LabelledExample::label).toArray());
      return passes.over(batch, labels, new Update(5, 0, 0), Optional.empty(), scope);
    }

    @Override
    public void close() {
      passes.close();
      store.close();
    }
  }
}
