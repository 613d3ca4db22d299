package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.policy.Policies;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.FilmSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fusion, with all modalities and without some. */
class FusionTest {

  private static Stream<FusionSpec> fusions() {
    return TestingNetworks.fusions().stream();
  }

  @ParameterizedTest
  @MethodSource("fusions")
  void shouldLearn(FusionSpec fusion) {
    Architecture architecture = TestingNetworks.pair(fusion);
    try (Learner learner =
        Learner.create(TestingClips.settings(architecture).withPolicy("multi-loss"))) {
      double first = learner.train(TestingClips.batch(architecture, 16, 0)).losses().get("fused");
      double last = first;
      for (int k = 1; k < 80; k++) {
        last = learner.train(TestingClips.batch(architecture, 16, k)).losses().get("fused");
      }
      assertThat(last).isLessThan(0.6 * first);
    }
  }

  @ParameterizedTest
  @MethodSource("fusions")
  void shouldRebuildFromItsJsonAlone(FusionSpec fusion) {
    Architecture architecture = TestingNetworks.pair(fusion);
    assertThat(Architecture.fromJson(architecture.toJson())).isEqualTo(architecture);
    List<LabelledExample> batch = mixed(architecture);
    try (Learner learner = Learner.create(TestingClips.settings(architecture))) {
      learner.train(batch);
      try (Predictor predictor =
          Predictor.load(Architecture.fromJson(architecture.toJson()), learner.weights())) {
        assertThat(Bits.ofAnswers(predictor.predict(TestingClips.examples(batch))))
            .isEqualTo(Bits.ofAnswers(learner.predict(TestingClips.examples(batch))));
      }
    }
  }

  /** Who else is in the batch changes nothing for a clip that lacks a modality. */
  @ParameterizedTest
  @MethodSource("fusions")
  void shouldAnswerEachRowByWhatItHas(FusionSpec fusion) {
    Architecture architecture = TestingNetworks.pair(fusion);
    List<LabelledExample> batch = mixed(architecture);
    try (Learner learner = Learner.create(TestingClips.plain(architecture))) {
      List<HeadOutputs> together = learner.predict(TestingClips.examples(batch));
      for (int i = 0; i < batch.size(); i++) {
        HeadOutputs alone = learner.predict(TestingClips.examples(List.of(batch.get(i)))).get(0);
        assertThat(alone.byHead().keySet()).isEqualTo(together.get(i).byHead().keySet());
        for (String head : alone.byHead().keySet()) {
          assertThat(alone.byHead().get(head))
              .as("%s of clip %d", head, i)
              .containsExactly(together.get(i).byHead().get(head), withinTiny());
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> withinTiny() {
    return org.assertj.core.data.Offset.offset(1e-5f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"film", "gated"})
  void shouldLeaveClipsWithoutTheSecondModalityToTheFirst(String fusion) {
    Architecture architecture = TestingNetworks.pair(named(fusion));
    List<LabelledExample> batch = TestingClips.batch(architecture, 6, 0);
    List<LabelledExample> blind =
        batch.stream().map(clip -> TestingClips.without("sight", clip)).toList();
    try (Learner plain = Learner.create(TestingClips.plain(architecture));
        Learner hedged = Learner.create(TestingClips.settings(architecture))) {
      StepReport report = plain.train(blind);
      hedged.train(batch);

      assertThat(report.trained()).isTrue();
      assertThat(report.losses().get("fused")).isNaN();
      assertThat(report.losses().get("sound")).isPositive();
      HeadOutputs answer = plain.predict(TestingClips.examples(blind)).get(0);
      assertThat(answer.byHead().keySet()).containsExactly("sound");
      HeadOutputs mixture = hedged.predict(TestingClips.examples(blind)).get(0);
      assertThat(mixture.byHead().keySet()).containsExactly(Heads.FUSED, "sound");
    }
  }

  /** Of clips that have both and clips that have one, the fused loss is of the former. */
  @ParameterizedTest
  @ValueSource(strings = {"film", "gated"})
  void shouldLoseNothingByRowsItDoesNotAnswer(String fusion) {
    Architecture architecture = TestingNetworks.pair(named(fusion));
    List<LabelledExample> clips = TestingClips.batch(architecture, 4, 3);
    List<LabelledExample> half = new ArrayList<>(clips.subList(0, 2));
    clips.subList(2, 4).forEach(clip -> half.add(TestingClips.without("sight", clip)));
    try (Learner two = Learner.create(TestingClips.plain(architecture));
        Learner four = Learner.create(TestingClips.plain(architecture))) {
      double ofTwo = two.train(clips.subList(0, 2)).losses().get("fused");

      assertThat(four.train(half).losses().get("fused"))
          .isCloseTo(ofTwo / 2, org.assertj.core.data.Offset.offset(1e-6));
    }
  }

  /** γ = 1 and β = 0, and an open gate: nothing of the first modality's part of the fusion. */
  @ParameterizedTest
  @ValueSource(strings = {"film", "gated"})
  void shouldPassTheSecondModalityThroughWithoutTheFirst(String fusion) {
    Architecture architecture = TestingNetworks.pair(named(fusion));
    List<LabelledExample> deaf =
        TestingClips.batch(architecture, 6, 0).stream()
            .map(clip -> TestingClips.without("sound", clip))
            .toList();
    try (Learner learner = Learner.create(TestingClips.plain(architecture))) {
      Map<String, float[]> before = TestingSteps.values(learner);
      StepReport report = learner.train(deaf);
      Set<String> moved = new TreeSet<>();
      TestingSteps.values(learner)
          .forEach(
              (name, values) -> {
                if (!Arrays.equals(values, before.get(name))) {
                  moved.add(name);
                }
              });

      assertThat(report.losses().get("fused")).isPositive();
      assertThat(moved).contains("fusion.output.weight").noneMatch(name -> name.contains("sound"));
      assertThat(moved).doesNotContain("fusion.film.weight");
    }
  }

  /** method.md: W_m of late-linear and late-mlp, m's own projection of gated, nothing of others. */
  @Test
  void shouldSayWhatAPaceScales() {
    assertThat(scaled("late-linear"))
        .containsExactlyInAnyOrder("fusion.sound.weight", "fusion.sight.weight");
    assertThat(scaled("late-mlp"))
        .containsExactlyInAnyOrder("fusion.sound.weight", "fusion.sight.weight");
    assertThat(scaled("gated"))
        .containsExactlyInAnyOrder(
            "fusion.sound.weight", "fusion.sound.bias", "fusion.sight.weight", "fusion.sight.bias");
    assertThat(scaled("film")).isEmpty();
    assertThat(scaled("transformer")).isEmpty();
  }

  private static List<String> scaled(String fusion) {
    return new dev.tandem.learner.network.Network(TestingNetworks.pair(named(fusion)))
        .layout().parameters().stream()
            .filter(parameter -> parameter.name().startsWith("fusion."))
            .filter(parameter -> parameter.group().modality().isPresent())
            .map(parameter -> parameter.name())
            .collect(Collectors.toList());
  }

  @Test
  void shouldRefuseThreeModalitiesWhereItTakesTwo() {
    Architecture triple = TestingClips.triple();
    assertThatThrownBy(
            () ->
                new Architecture(
                    triple.modalities(), new FilmSpec(), 4, Task.CLASSIFICATION.text()))
        .hasMessage(
            "architecture.fusion is film, which is defined for two modalities, not for 3. Use late-linear, late-mlp or transformer.");
    for (String fusion : List.of("late-linear", "late-mlp", "transformer")) {
      Architecture three = new Architecture(triple.modalities(), fusion, 4);
      try (Learner learner = Learner.create(TestingClips.settings(three))) {
        assertThat(learner.train(TestingSettings.batch(learner.settings(), 1)).trained()).isTrue();
      }
    }
  }

  @Test
  void shouldRefuseAPolicyThatNeedsATermForEachModality() {
    LearnerSettings film = TestingClips.settings(TestingNetworks.pair(new FilmSpec()));
    assertThatThrownBy(() -> Policies.settled(film.withPolicy("ogm")))
        .hasMessage(
            "learner.policy is ogm, which is defined for late-linear fusion, not for film. Change one of them.");
  }

  @Test
  void shouldAnswerAsTheAverageDoesWithoutAHedge() {
    Architecture architecture = TestingNetworks.pair(new FilmSpec());
    LearnerSettings averaged =
        TestingClips.settings(architecture).withReadout(new ReadoutSettings("fused", "ema"));
    List<LabelledExample> batch = mixed(architecture);
    try (Learner learner = Learner.create(averaged)) {
      learner.train(batch);
      assertThat(learner.predict(TestingClips.examples(batch)).get(2).byHead().keySet())
          .containsExactly("sound");
    }
  }

  private static FusionSpec named(String name) {
    return fusions().filter(fusion -> fusion.name().equals(name)).findFirst().orElseThrow();
  }

  /** Two that have all, one without each modality. */
  private static List<LabelledExample> mixed(Architecture architecture) {
    List<LabelledExample> batch = new ArrayList<>(TestingClips.batch(architecture, 4, 11));
    batch.set(2, TestingClips.without("sight", batch.get(2)));
    batch.set(3, TestingClips.without("sound", batch.get(3)));
    return batch;
  }
}
