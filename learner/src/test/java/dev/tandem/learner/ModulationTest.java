package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.policy.ModalityStep;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.ParameterGroup.Role;
import dev.tandem.learner.spec.SgdSettings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policies beside mlb do to a step. */
class ModulationTest {
  private static final Architecture PAIR = TestingClips.pair();
  private static final OptimizerSettings PLAIN_SGD =
      OptimizerSettings.named("sgd").withSgd(new SgdSettings(0, false));

  @ParameterizedTest
  @ValueSource(strings = {"sgd on the update", "sgd on the gradient"})
  void shouldSlowDownTheEncoderOfTheModalityThatOgmFindsAhead(String where) {
    PaceTarget target = where.endsWith("update") ? PaceTarget.UPDATE : PaceTarget.GRADIENT;
    Map<String, float[]> joint = firstStep(settings("joint", target)).changes();
    Step ogm = firstStep(settings("ogm", target));

    Map<String, ModalityStep> paces = ogm.report().modalities();
    assertThat(paces.values()).filteredOn(step -> step.pace() < 1).hasSize(1);
    for (Parameter parameter : new Network(PAIR).layout().parameters()) {
      boolean probe = parameter.group().role() == Role.HEAD;
      boolean encoder = parameter.group().role() == Role.ENCODER;
      double pace = encoder ? paces.get(parameter.group().modality().orElseThrow()).pace() : 1;
      if (!probe) {
        requireScaled(
            parameter.name(),
            joint.get(parameter.name()),
            ogm.changes().get(parameter.name()),
            pace);
      }
    }
  }

  private static void requireScaled(String name, float[] plain, float[] scaled, double pace) {
    for (int i = 0; i < plain.length; i++) {
      assertThat((double) scaled[i]).as(name).isCloseTo(pace * plain[i], within(1e-7));
    }
  }

  @Test
  void shouldAddNoiseToEncodersAloneAndTheSameAgain() {
    Map<String, float[]> plain = firstStep(settings("ogm", PaceTarget.GRADIENT)).changes();
    Map<String, float[]> noisy = firstStep(settings("ogm-ge", PaceTarget.GRADIENT)).changes();
    Map<String, float[]> again = firstStep(settings("ogm-ge", PaceTarget.GRADIENT)).changes();

    for (Parameter parameter : new Network(PAIR).layout().parameters()) {
      boolean encoder = parameter.group().role() == Role.ENCODER;
      float[] changes = noisy.get(parameter.name());
      assertThat(changes).as(parameter.name()).isEqualTo(again.get(parameter.name()));
      assertThat(Arrays.equals(changes, plain.get(parameter.name())))
          .as(parameter.name())
          .isEqualTo(!encoder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"agreement", "agreement-shared"})
  void shouldSpeedUpWhileGradientsAgreeUpToItsBound(String policy) {
    LearnerSettings settings =
        TestingClips.plain(PAIR)
            .withPolicy(policy)
            .withOptimizer(OptimizerSettings.named("adam").withLearningRate(1e-9));
    List<LabelledExample> batch = TestingClips.batch(PAIR, 16, 0);
    List<Double> paces = new ArrayList<>();
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 20; k++) {
        Map<String, ModalityStep> modalities = learner.train(batch).modalities();
        paces.add(modalities.get("sound").pace());
        assertThat(modalities.get("sight").pace()).isCloseTo(paces.get(k), within(1e-3));
      }
    }
    assertThat(paces.get(0)).isEqualTo(1); // there are no moments yet
    assertThat(paces.get(1)).isCloseTo(Math.exp(0.1), within(1e-3));
    assertThat(paces.get(2)).isCloseTo(Math.exp(0.2), within(1e-3));
    assertThat(paces.get(19)).isCloseTo(Math.exp(1.4), within(1e-3));
  }

  @Test
  void shouldLeaveThePaceOfAModalityThatIsMissing() {
    LearnerSettings settings = TestingClips.plain(PAIR).withPolicy("agreement");
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 4; k++) {
        learner.train(TestingClips.batch(PAIR, 16, k));
      }
      double before =
          learner.train(TestingClips.batch(PAIR, 16, 4)).modalities().get("sight").pace();
      List<LabelledExample> blind =
          TestingClips.batch(PAIR, 16, 5).stream()
              .map(clip -> TestingClips.without("sight", clip))
              .toList();

      assertThat(learner.train(blind).modalities().get("sight").pace())
          .isCloseTo(before, within(1e-12));
    }
  }

  /** By hand, for encoders of one layer: z = max(0, W x + b), then V z + c/M. */
  @ParameterizedTest
  @ValueSource(strings = {"two, complete", "three, complete", "three, one clip lacks one"})
  void shouldScoreTheTermsOfTheFusion(String batchOf) {
    Architecture architecture = batchOf.startsWith("two") ? linearPair() : TestingClips.triple();
    List<LabelledExample> batch = new ArrayList<>(TestingClips.batch(architecture, 6, 0));
    if (batchOf.endsWith("lacks one")) {
      batch.set(2, TestingClips.without("two", batch.get(2)));
    }
    try (Learner learner =
        Learner.create(TestingClips.plain(architecture).withPolicy("ogm").withSeed(3))) {
      learner.train(TestingClips.batch(architecture, 16, 9)); // the biases differ from now on
      Map<String, ByteBuffer> weights = tensors(learner);
      Map<String, ModalityStep> steps = learner.train(batch).modalities();

      for (ModalitySpec modality : architecture.modalities()) {
        double score =
            batch.stream()
                .filter(clip -> clip.example().inputs().size() == architecture.modalities().size())
                .mapToDouble(clip -> score(architecture, modality, clip, weights))
                .average()
                .orElseThrow();
        assertThat(steps.get(modality.name()).score())
            .as(modality.name())
            .isCloseTo(score, within(1e-5));
      }
    }
  }

  private static Architecture linearPair() {
    return new Architecture(TestingClips.triple().modalities().subList(0, 2), "late-linear", 4);
  }

  private static double score(
      Architecture architecture,
      ModalitySpec modality,
      LabelledExample clip,
      Map<String, ByteBuffer> weights) {
    String encoder = "encoders." + modality.name();
    List<String> layers =
        weights.keySet().stream()
            .filter(name -> name.startsWith(encoder + ".") && name.endsWith("weight"))
            .toList();
    assertThat(layers).hasSize(1);
    double[] z =
        linear(
            weights.get(layers.get(0)),
            weights.get(layers.get(0).replace("weight", "bias")),
            1,
            doubles(clip.example().inputs().get(modality.name())));
    Arrays.setAll(z, i -> Math.max(0, z[i]));
    double[] logits =
        linear(
            weights.get("fusion.%s.weight".formatted(modality.name())),
            weights.get("fusion.bias"),
            architecture.modalities().size(),
            z);
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    return Math.exp(logits[clip.label()]) / sum;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    Arrays.setAll(doubles, i -> values[i]);
    return doubles;
  }

  private static double[] linear(ByteBuffer weight, ByteBuffer bias, int shares, double[] input) {
    double[] output = new double[bias.limit() / Float.BYTES];
    for (int o = 0; o < output.length; o++) {
      output[o] = bias.getFloat(4 * o) / shares;
      for (int i = 0; i < input.length; i++) {
        output[o] += weight.getFloat(4 * (o * input.length + i)) * input[i];
      }
    }
    return output;
  }

  /**
   * With SGD a first step moves by −lr·b₁ and a second one by −lr·k·b₂, b₂ = μ·b₁ + g₂: what k says
   * of cos(g₂, b₁) must be what the moves say.
   */
  @ParameterizedTest
  @ValueSource(strings = {"agreement", "agreement-shared"})
  void shouldFollowTheCosineOfTheWholeModality(String policy) {
    double rate = 0.05;
    double momentum = 0.5;
    LearnerSettings settings =
        TestingClips.plain(PAIR)
            .withPolicy(policy)
            .withOptimizer(
                OptimizerSettings.named("sgd")
                    .withLearningRate(rate)
                    .withSgd(new SgdSettings(momentum, false)));
    try (Learner learner = Learner.create(settings)) {
      Map<String, ByteBuffer> start = tensors(learner);
      learner.train(TestingClips.batch(PAIR, 4, 0));
      Map<String, ByteBuffer> middle = tensors(learner);
      Map<String, ModalityStep> second = learner.train(TestingClips.batch(PAIR, 4, 1)).modalities();
      Map<String, ByteBuffer> end = tensors(learner);

      Map<String, Double> cosines = new TreeMap<>();
      second.forEach(
          (modality, step) ->
              cosines.put(
                  modality, cosine(modality, start, middle, end, rate, momentum, step.pace())));
      double mean = cosines.values().stream().mapToDouble(c -> c).average().orElseThrow();
      assertThat(Math.abs(cosines.get("sound") - cosines.get("sight"))).isGreaterThan(0.02);
      second.forEach(
          (modality, step) ->
              assertThat(step.pace())
                  .as(modality)
                  .isCloseTo(
                      Math.exp(0.1 * (policy.equals("agreement") ? cosines.get(modality) : mean)),
                      within(2e-4)));
    }
  }

  private static double cosine(
      String modality,
      Map<String, ByteBuffer> start,
      Map<String, ByteBuffer> middle,
      Map<String, ByteBuffer> end,
      double rate,
      double momentum,
      double pace) {
    double product = 0;
    double squares = 0;
    double momentSquares = 0;
    for (Parameter parameter : new Network(PAIR).layout().parameters()) {
      if (!parameter.group().modality().equals(Optional.of(modality))) {
        continue;
      }
      float[] first = difference(start.get(parameter.name()), middle.get(parameter.name()));
      float[] second = difference(middle.get(parameter.name()), end.get(parameter.name()));
      for (int i = 0; i < first.length; i++) {
        double moment = -first[i] / rate;
        double gradient = -second[i] / (rate * pace) - momentum * moment;
        product += gradient * moment;
        squares += gradient * gradient;
        momentSquares += moment * moment;
      }
    }
    return product / Math.sqrt(squares * momentSquares);
  }

  /** k·g + N where gradients are paced, k·(g + N) where updates are: with plain SGD. */
  @Test
  void shouldDifferFromOgmInTheNoiseAloneWhateverThePaceIsAppliedTo() {
    Map<String, float[]> plain = firstStep(settings("ogm", PaceTarget.GRADIENT)).changes();
    Map<String, float[]> gradient = firstStep(settings("ogm-ge", PaceTarget.GRADIENT)).changes();
    Step step = firstStep(settings("ogm-ge", PaceTarget.UPDATE));

    for (Parameter parameter : new Network(PAIR).layout().parameters()) {
      String name = parameter.name();
      boolean encoder = parameter.group().role() == Role.ENCODER;
      double pace =
          encoder
              ? step.report().modalities().get(parameter.group().modality().orElseThrow()).pace()
              : 1;
      for (int i = 0; i < plain.get(name).length; i++) {
        double noise = (double) gradient.get(name)[i] - plain.get(name)[i];
        assertThat((double) step.changes().get(name)[i])
            .as(name)
            .isCloseTo(plain.get(name)[i] + pace * noise, within(1e-7));
      }
    }
  }

  @Test
  void shouldOnlyAccelerateWithoutABrake() {
    for (String policy : List.of("ogm", "agreement")) {
      LearnerSettings settings =
          TestingClips.plain(PAIR)
              .withPolicy(policy)
              .withPace(PaceSettings.defaults().withBrake(false));
      try (Learner learner = Learner.create(settings)) {
        for (int k = 0; k < 30; k++) {
          assertThat(learner.train(TestingClips.batch(PAIR, 4, k)).modalities().values())
              .allSatisfy(step -> assertThat(step.pace()).isGreaterThanOrEqualTo(1));
        }
      }
    }
  }

  @Test
  void shouldRefuseWhatAPolicyIsNotDefinedFor() {
    assertThatThrownBy(
            () ->
                Policies.settled(
                    TestingClips.plain(PAIR)
                        .withPolicy("agreement")
                        .withOptimizer(OptimizerSettings.named("rmsprop"))))
        .hasMessage(
            "learner.policy is agreement, which is defined for adam, adamw, and sgd with momentum, not for rmsprop. Change one of them.");
  }

  /** What a step did, and what it said. */
  private record Step(StepReport report, Map<String, float[]> changes) {}

  private static LearnerSettings settings(String policy, PaceTarget target) {
    LearnerSettings plain = TestingClips.plain(PAIR).withPolicy(policy).withOptimizer(PLAIN_SGD);
    return Policies.isPaced(policy)
        ? plain.withPace(PaceSettings.defaults().withAppliesTo(target))
        : plain;
  }

  private static Step firstStep(LearnerSettings settings) {
    try (Learner learner = Learner.create(settings)) {
      Map<String, ByteBuffer> before = tensors(learner);
      StepReport report = learner.train(TestingClips.batch(PAIR, 16, 0));
      Map<String, float[]> changes = new TreeMap<>();
      tensors(learner)
          .forEach((name, values) -> changes.put(name, difference(before.get(name), values)));
      return new Step(report, changes);
    }
  }

  private static Map<String, ByteBuffer> tensors(Learner learner) {
    Map<String, ByteBuffer> tensors = new TreeMap<>();
    learner.weights().forEach(tensor -> tensors.put(tensor.name(), tensor.data()));
    return tensors;
  }

  private static float[] difference(ByteBuffer before, ByteBuffer after) {
    float[] difference = new float[before.limit() / Float.BYTES];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = after.getFloat(4 * i) - before.getFloat(4 * i);
    }
    return difference;
  }
}
