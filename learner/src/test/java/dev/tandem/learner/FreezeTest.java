package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.ParameterGroup;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups of parameters that stay as they are. */
class FreezeTest {
  private static final Architecture PAIR = TestingClips.pair();

  @ParameterizedTest
  @ValueSource(strings = {"encoder.sound", "head.sight", "fusion.sound", "fusion"})
  void shouldLearnEverythingElse(String group) {
    try (Learner learner = Learner.create(frozen(Set.of(group)))) {
      Map<String, ByteBuffer> before = tensors(learner);
      for (int k = 0; k < 3; k++) {
        learner.train(TestingClips.batch(PAIR, 16, k));
      }
      Map<String, ByteBuffer> after = tensors(learner);

      for (Parameter parameter : new Network(PAIR).layout().parameters()) {
        boolean same = after.get(parameter.name()).equals(before.get(parameter.name()));
        assertThat(same).as(parameter.name()).isEqualTo(parameter.group().text().equals(group));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamw"})
  void shouldDecayAndAverageNothingOfIt(String optimizer) {
    LearnerSettings settings =
        TestingClips.settings(PAIR)
            .withOptimizer(
                OptimizerSettings.named(optimizer)
                    .withWeightDecay(0.1)
                    .withFrozen(Set.of("encoder.sound")));
    try (Learner learner = Learner.create(settings)) {
      Map<String, ByteBuffer> before = tensors(learner);
      for (int k = 0; k < 5; k++) {
        learner.train(TestingClips.batch(PAIR, 16, k));
      }
      requireSame("encoders.sound", before, tensors(learner));
    }
  }

  @Test
  void shouldLeaveTheMomentsThatItHad() {
    LearnerSettings free = TestingClips.plain(PAIR);
    try (Learner learner = Learner.create(free)) {
      for (int k = 0; k < 5; k++) {
        learner.train(TestingClips.batch(PAIR, 16, k));
      }
      try (Learner restored = Learner.restore(frozen(Set.of("encoder.sound")), learner.state())) {
        Map<String, ByteBuffer> before = tensors(restored);
        restored.train(TestingClips.batch(PAIR, 16, 5));
        requireSame("encoders.sound", before, tensors(restored));
      }
    }
  }

  private static void requireSame(
      String part, Map<String, ByteBuffer> before, Map<String, ByteBuffer> after) {
    List<String> names = before.keySet().stream().filter(name -> name.contains(part)).toList();
    assertThat(names).isNotEmpty();
    names.forEach(name -> assertThat(after.get(name)).as(name).isEqualTo(before.get(name)));
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void shouldBeginWithGivenWeightsAndKeepTheFrozenOnesInTheAverageToo() {
    LearnerSettings settings =
        TestingClips.settings(PAIR)
            .withSeed(99)
            .withOptimizer(OptimizerSettings.named("adam").withFrozen(Set.of("encoder.sound")));
    try (Learner source = Learner.create(TestingClips.settings(PAIR))) {
      for (int k = 0; k < 5; k++) {
        source.train(TestingClips.batch(PAIR, 16, k));
      }
      Map<String, ByteBuffer> given = tensors(source);
      try (Learner learner = Learner.create(settings, source.weights())) {
        learner.train(TestingClips.batch(PAIR, 16, 7));
        Map<String, ByteBuffer> after = tensors(learner);

        given.keySet().stream()
            .filter(name -> name.startsWith("encoders.sound"))
            .forEach(
                name -> {
                  assertThat(after.get(name)).as(name).isEqualTo(given.get(name));
                  assertThat(after.get("average." + name)).as(name).isEqualTo(given.get(name));
                });
        assertThat(learner.step()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldClipByTheNormOfWhatLearns() {
    LearnerSettings whole = clipped(Set.of());
    Set<String> others =
        ParameterGroup.all(PAIR.modalityNames()).stream()
            .map(ParameterGroup::text)
            .filter(group -> !group.equals("fusion"))
            .collect(Collectors.toSet());
    LearnerSettings bias = clipped(others);
    try (Learner all = Learner.create(whole);
        Learner one = Learner.create(bias)) {
      ByteBuffer before = tensors(one).get("fusion.bias");
      all.train(TestingClips.batch(PAIR, 16, 0));
      one.train(TestingClips.batch(PAIR, 16, 0));

      assertThat(moved(before, tensors(one).get("fusion.bias")))
          .isGreaterThan(1.5 * moved(before, tensors(all).get("fusion.bias")));
    }
  }

  @Test
  void shouldTakeAStepWithoutAnUpdateWhereAllThatABatchReachesIsFrozen() {
    Set<String> sight = Set.of("encoder.sight", "head.sight", "fusion.sight", "fusion");
    List<LabelledExample> blind =
        TestingClips.batch(PAIR, 8, 0).stream()
            .map(clip -> TestingClips.without("sound", clip))
            .toList();
    try (Learner learner = Learner.create(frozen(sight))) {
      Map<String, ByteBuffer> before = tensors(learner);

      assertThat(learner.train(blind).trained()).isTrue();

      assertThat(tensors(learner)).isEqualTo(before);
    }
  }

  @Test
  void shouldRefuseUnknownGroupsAndNothingToLearn() {
    assertThatThrownBy(() -> frozen(Set.of("encoder.smell")))
        .hasMessageStartingWith(
            "the group of learner.freeze is 'encoder.smell'; known are encoder.sound, head.sound, fusion.sound, encoder.sight,");
    Set<String> all =
        ParameterGroup.all(PAIR.modalityNames()).stream()
            .map(ParameterGroup::text)
            .collect(Collectors.toSet());
    assertThatThrownBy(() -> frozen(all)).hasMessageContaining("nothing is left to learn");
  }

  private static LearnerSettings frozen(Set<String> groups) {
    return TestingClips.plain(PAIR)
        .withOptimizer(OptimizerSettings.named("adam").withFrozen(groups));
  }

  private static LearnerSettings clipped(Set<String> frozen) {
    return TestingClips.plain(PAIR)
        .withOptimizer(
            OptimizerSettings.named("sgd")
                .withClipNorm(OptionalDouble.of(0.01))
                .withFrozen(frozen));
  }

  private static Map<String, ByteBuffer> tensors(Learner learner) {
    Map<String, ByteBuffer> tensors = new TreeMap<>();
    learner.weights().forEach(tensor -> tensors.put(tensor.name(), tensor.data()));
    return tensors;
  }

  private static double moved(ByteBuffer before, ByteBuffer after) {
    double squares = 0;
    for (int at = 0; at < before.limit(); at += Float.BYTES) {
      double step = after.getFloat(at) - before.getFloat(at);
      squares += step * step;
    }
    return Math.sqrt(squares);
  }
}
