package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.policy.ModalityStep;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.policy.Policy;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.LateCosineSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.LossWeights;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every policy. */
class EveryPolicyTest {

  private static final Architecture PAIR = TestingClips.pair();

  static List<String> policies() {
    return Policies.names();
  }

  private static Stream<LearnerSettings> settings() {
    return Stream.concat(
        Policies.names().stream().map(policy -> TestingClips.settings(PAIR).withPolicy(policy)),
        Stream.of(TestingSettings.directed()));
  }

  @Test
  void shouldAllBeDifferent() {
    Map<String, String> digests = new TreeMap<>();
    settings()
        .forEach(
            settings -> {
              try (Learner learner = Learner.create(settings)) {
                for (int k = 0; k < 12; k++) {
                  learner.train(TestingSettings.batch(settings, k));
                }
                String digest = HexFormat.of().formatHex(Bits.of(learner.weights()));
                String same = digests.put(digest, settings.policy());
                assertThat(same).as("learns as " + settings.policy()).isNull();
              }
            });
  }

  /** Probes begin otherwise, and all that is no probe ends the same, to the bit. */
  @ParameterizedTest
  @MethodSource("policies")
  void shouldNotBeInfluencedByProbes(String policy) {
    LearnerSettings settings =
        TestingClips.plain(PAIR)
            .withPolicy(policy)
            .withOptimizer(OptimizerSettings.named("adam").withClipNorm(OptionalDouble.of(0.3)));
    Policy made = Policies.fresh(Policies.settled(settings));
    List<String> probes = new ArrayList<>();
    if (!made.optimises("fused")) {
      probes.add("fusion.");
    }
    if (!made.optimises("sound")) {
      probes.add("heads.");
    }
    assumeThat(probes).as("%s has no probes", policy).isNotEmpty();
    // What a policy decides by its probes, they may decide: not that of cggm, whose classifiers
    // they are
    assumeThat(policy).as("cggm goes by its probes").isNotEqualTo("cggm");
    try (Learner one = Learner.create(settings);
        Learner other = Learner.create(settings, otherwise(settings, probes.get(0)))) {
      for (int k = 0; k < 8; k++) {
        one.train(TestingSettings.batch(settings, k));
        other.train(TestingSettings.batch(settings, k));
      }
      List<WeightTensor> expected = one.weights();
      List<WeightTensor> actual = other.weights();
      for (int i = 0; i < expected.size(); i++) {
        boolean same = expected.get(i).data().equals(actual.get(i).data());
        String name = expected.get(i).name();
        assertThat(same).as(name).isEqualTo(!name.startsWith(probes.get(0)));
      }
    }
  }

  private static List<WeightTensor> otherwise(LearnerSettings settings, String prefix) {
    List<WeightTensor> changed = new ArrayList<>();
    try (Learner learner = Learner.create(settings)) {
      for (WeightTensor tensor : learner.weights()) {
        if (tensor.name().startsWith(prefix)) {
          ByteBuffer values =
              ByteBuffer.allocate(tensor.data().remaining()).order(ByteOrder.LITTLE_ENDIAN);
          for (int i = 0; i < values.limit(); i += Float.BYTES) {
            values.putFloat(i, 0.1f * (i % 7) - 0.2f);
          }
          changed.add(new WeightTensor(tensor.name(), tensor.shape(), values));
        }
      }
    }
    return changed;
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldLeaveOutABatchWhoseGradientsAreTooLargeAndGoOn(String policy) {
    LearnerSettings settings = TestingClips.settings(TestingClips.triple()).withPolicy(policy);
    try (Learner undisturbed = Learner.create(settings);
        Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 6; k++) {
        undisturbed.train(TestingSettings.batch(settings, k));
        learner.train(TestingSettings.batch(settings, k));
        StepReport report = learner.train(spoiled(settings));
        assertThat(report.outcome()).isEqualTo(StepReport.Outcome.SKIPPED);
      }
      assertThat(Bits.of(learner.weights())).isEqualTo(Bits.of(undisturbed.weights()));
      assertThat(learner.train(TestingSettings.batch(settings, 7)))
          .isEqualTo(undisturbed.train(TestingSettings.batch(settings, 7)));
    }
  }

  /** Losses are finite: the policy has seen all of it before there is anything wrong. */
  private static List<LabelledExample> spoiled(LearnerSettings settings) {
    List<LabelledExample> batch = new ArrayList<>(TestingSettings.batch(settings, 0));
    SortedMap<String, float[]> inputs = new TreeMap<>(batch.get(1).example().inputs());
    inputs.put("one", new float[] {1e20f, -1e20f, 1e20f});
    batch.set(1, new LabelledExample(new Example("spoiled", inputs), batch.get(1).label()));
    return batch;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void shouldGoOnWithAClassThatCame(LearnerSettings settings) {
    Learner learner = Learner.create(settings);
    for (int k = 0; k < 5; k++) {
      learner.train(TestingSettings.batch(settings, k));
    }
    learner = learner.grownBy(List.of("late"));
    try (Learner grown = learner;
        Learner restored = Learner.restore(grown.settings(), grown.state())) {
      for (int k = 5; k < 10; k++) {
        List<LabelledExample> batch = new ArrayList<>(TestingSettings.batch(settings, k));
        batch.set(0, new LabelledExample(batch.get(0).example(), 3));
        assertThat(grown.train(batch).trained()).isTrue();
        restored.train(batch);
      }
      assertThat(Bits.of(restored.state())).isEqualTo(Bits.of(grown.state()));
    }
  }

  /** On every fusion that it is defined for; and where it is not, it says so by name. */
  @ParameterizedTest
  @MethodSource("policies")
  void shouldLearnOnEveryFusionOrRefuseItByName(String policy) {
    int learned = 0;
    for (FusionSpec fusion : TestingNetworks.fusions()) {
      LearnerSettings settings =
          TestingClips.settings(TestingNetworks.pair(fusion)).withPolicy(policy);
      if (isDefined(settings)) {
        try (Learner learner = Learner.create(settings)) {
          for (int k = 0; k < 4; k++) {
            assertThat(learner.train(TestingSettings.batch(settings, k)).trained()).isTrue();
          }
          learned++;
        }
      } else {
        assertThatThrownBy(() -> Policies.settled(settings))
            .hasMessageContaining("learner.policy is %s, which is defined for".formatted(policy))
            .hasMessageContaining("not for " + fusion.name());
      }
    }
    assertThat(learned).isPositive();
  }

  private static boolean isDefined(LearnerSettings settings) {
    try {
      return Policies.settled(settings) != null;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldTakeAPaceTargetAndADeadZoneOnlyWhereTheyMeanSomething(String policy) {
    LearnerSettings settings = TestingClips.settings(PAIR).withPolicy(policy);
    boolean paced = Policies.isPaced(policy);
    LearnerSettings targeted =
        settings.withPace(settings.pace().withAppliesTo(PaceTarget.GRADIENT));
    assertThat(isDefined(targeted)).isEqualTo(paced);
    if (!paced) {
      assertThatThrownBy(() -> Policies.settled(targeted))
          .hasMessage(
              "learner.pace-applies-to is gradient, and learner.policy %s has no pace. Remove it."
                  .formatted(policy));
    }
    LearnerSettings zoned = settings.withPace(settings.pace().withDeadZone(0.1));
    assertThat(isDefined(zoned)).isEqualTo(Policies.named(policy).byRatio());
  }

  /** Some losses then reach no parameter, and some batches none at all. */
  @ParameterizedTest
  @MethodSource("policies")
  void shouldLearnWhatIsNotFrozen(String policy) {
    for (Set<String> frozen :
        List.of(
            Set.of("encoder.sound", "head.sound"),
            Set.of("encoder.sound", "encoder.sight", "head.sight"),
            Set.of("encoder.sound", "head.sound", "fusion", "fusion.sound"))) {
      LearnerSettings settings = TestingClips.settings(PAIR).withPolicy(policy);
      LearnerSettings partly = settings.withOptimizer(settings.optimizer().withFrozen(frozen));
      if (isDefined(partly)) {
        try (Learner learner = Learner.create(partly)) {
          for (int k = 0; k < 4; k++) {
            assertThat(learner.train(TestingSettings.batch(settings, k)).reason()).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void shouldRefuseToFreezeWhatIsNotThere() {
    LearnerSettings film = TestingClips.settings(TestingNetworks.pair(FusionSpec.named("film")));

    assertThatThrownBy(
            () ->
                Policies.settled(
                    film.withOptimizer(film.optimizer().withFrozen(Set.of("fusion.sound")))))
        .hasMessage(
            "learner.freeze has fusion.sound; this network, with film fusion, has encoder.sight, encoder.sound, fusion, head.sight, head.sound. Use some of them.");
    Set<String> all =
        Set.of("encoder.sight", "encoder.sound", "fusion", "head.sight", "head.sound");
    assertThatThrownBy(() -> Policies.settled(film.withOptimizer(film.optimizer().withFrozen(all))))
        .hasMessageContaining("nothing is left to learn");
  }

  @Test
  void shouldRefuseWeightsOfWhatIsOnlyMeasured() {
    LearnerSettings joint = TestingClips.settings(PAIR).withPolicy("joint");

    assertThatThrownBy(() -> Policies.settled(weighted(joint, Map.of("sound", 0.5))))
        .hasMessage(
            "learner.loss-weights has sound, whose loss learner.policy joint only measures. Leave it out.");
    assertThatThrownBy(() -> Policies.settled(weighted(joint, Map.of("fused", 0.0))))
        .hasMessageContaining("learner.loss-weights is 0 for all that learner.policy joint learns");
    assertThat(Policies.settled(weighted(joint, Map.of("fused", 0.5))).policy()).isEqualTo("joint");
  }

  @Test
  void shouldRefuseSmoothingOfTargets() {
    LearnerSettings regression =
        TestingClips.settings(new Architecture(PAIR.modalities(), "late-linear", 2, "regression"));

    assertThatThrownBy(
            () -> regression.withObjective(regression.objective().withLabelSmoothing(0.1)))
        .hasMessage(
            "learner.label-smoothing is 0.1 with learner.loss mse, which has no labels to smooth; must be 0. Remove it.");
  }

  private static LearnerSettings weighted(LearnerSettings settings, Map<String, Double> weights) {
    return settings.withObjective(settings.objective().withWeights(new LossWeights(weights)));
  }

  @Test
  void shouldTakeTheScaleOfCosinesWithAnyPolicy() {
    LearnerSettings settings =
        TestingClips.settings(TestingNetworks.pair(FusionSpec.named("late-cosine")))
            .withPolicyOption("learner.mmcosine.scale", "30");

    assertThat(Policies.settled(settings).architecture().fusion())
        .isEqualTo(new LateCosineSpec(30));
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldPaceNobodyWhileAModalityIsDead(String policy) {
    LearnerSettings settings = TestingSettings.guarded().withPolicy(policy);
    int dead = 0;
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 60; k++) {
        Map<String, ModalityStep> steps =
            learner.train(TestingSettings.batch(settings, k)).modalities();
        if (steps.get("sight").dead()) {
          dead++;
          assertThat(steps.values()).extracting(ModalityStep::pace).containsOnly(1.0);
        }
      }
    }
    assertThat(dead).isPositive();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void shouldSlowNobodyWithoutTheBrake(String policy) {
    LearnerSettings settings = TestingClips.settings(PAIR).withPolicy(policy);
    LearnerSettings unbraked = settings.withPace(settings.pace().withBrake(false));
    if (!Policies.isPaced(policy)) {
      assertThatThrownBy(() -> Policies.settled(unbraked))
          .hasMessage(
              "learner.brake is off, and learner.policy %s has no pace. Remove it."
                  .formatted(policy));
      return;
    }
    assertThat(paces(unbraked)).allMatch(pace -> pace >= 1);
    if (Policies.named(policy).byRatio()) {
      assertThat(paces(settings)).anyMatch(pace -> pace < 1);
    }
  }

  private static List<Double> paces(LearnerSettings settings) {
    List<Double> paces = new ArrayList<>();
    try (Learner learner = Learner.create(settings)) {
      for (int k = 0; k < 12; k++) {
        learner
            .train(TestingSettings.batch(settings, k))
            .modalities()
            .values()
            .forEach(step -> paces.add(step.pace()));
      }
    }
    return paces;
  }

  @Test
  void shouldRefuseARegressionWhereLabelsMustBeRightOrWrong() {
    LearnerSettings regression =
        TestingClips.settings(new Architecture(PAIR.modalities(), "late-linear", 2, "regression"));
    List<String> refused =
        Policies.names().stream()
            .filter(policy -> !isDefined(regression.withPolicy(policy)))
            .toList();

    assertThat(refused).contains("agm", "cggm", "m-sam", "mmcosine", "ogm", "ogm-ge", "opm");
    assertThat(refused).doesNotContain("mlb", "joint", "multi-loss", "ensemble", "mmpareto");
    assertThatThrownBy(() -> Policies.settled(regression.withPolicy("agm")))
        .hasMessage(
            "learner.policy is agm, which is defined for classification, not for regression. Change one of them.");
  }

  @Test
  void shouldRefuseAnOptionThatIsNotAllowed() {
    LearnerSettings settings = TestingClips.settings(PAIR).withPolicy("m-sam");
    assertThatThrownBy(() -> Policies.settled(settings.withPolicyOption("learner.m-sam.rho", "-1")))
        .hasMessage("learner.m-sam.rho is -1; must be > 0. Remove it to use 0.05.");
    assertThatThrownBy(() -> Policies.settled(settings.withPolicyOption("learner.m-sam.roh", "1")))
        .hasMessageStartingWith(
            "learner.m-sam.roh is no option of a policy; known are learner.cggm.rho, ");
    assertThatThrownBy(
            () ->
                Policies.settled(
                    TestingClips.settings(TestingClips.triple())
                        .withPolicy("ogm")
                        .withPolicyOption("learner.ogm.kernels-only", "on")))
        .hasMessageContaining("for encoders with convolutions, of which there are none");
  }
}
