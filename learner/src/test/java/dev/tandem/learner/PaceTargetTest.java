package dev.tandem.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.learner.TestingSteps.Step;
import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.policy.ModalityStep;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.PaceSettings;
import dev.tandem.learner.spec.PaceTarget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Adam's first step is the rate against the sign of the gradient, however large that is. */
class PaceTargetTest {

  private static final Architecture PAIR = TestingClips.pair();
  private static final double RATE = 0.002;

  @Test
  void shouldMoveByThePaceWhereItIsOnTheUpdate() {
    Step step = firstStep(PaceTarget.UPDATE);

    requirePacesApart(step.report().modalities());
    for (Parameter parameter : parameters()) {
      double pace = parameter.group().modality().map(m -> pace(step, m)).orElse(1.0);
      assertThat(furthest(step, parameter))
          .as(parameter.name())
          .isCloseTo(pace * RATE, within(2e-6));
    }
  }

  @Test
  void shouldMoveTheSameAtAnyPaceWhereItIsOnTheGradient() {
    Step step = firstStep(PaceTarget.GRADIENT);

    requirePacesApart(step.report().modalities());
    for (Parameter parameter : parameters()) {
      assertThat(furthest(step, parameter)).as(parameter.name()).isCloseTo(RATE, within(2e-6));
    }
  }

  private static Step firstStep(PaceTarget target) {
    PaceSettings pace = PaceSettings.defaults().withAlpha(10).withAppliesTo(target);
    OptimizerSettings adam = OptimizerSettings.named("adam").withLearningRate(RATE);
    return TestingSteps.first(
        TestingClips.plain(PAIR).withPace(pace).withOptimizer(adam),
        TestingClips.batch(PAIR, 16, 0));
  }

  private static void requirePacesApart(Map<String, ModalityStep> modalities) {
    assertThat(modalities.values())
        .allSatisfy(step -> assertThat(Math.abs(step.pace() - 1)).isGreaterThan(0.1));
    assertThat(modalities.values()).filteredOn(step -> step.pace() > 1).hasSize(1);
  }

  private static List<Parameter> parameters() {
    return new Network(PAIR).layout().parameters();
  }

  private static double pace(Step step, String modality) {
    return step.report().modalities().get(modality).pace();
  }

  private static double furthest(Step step, Parameter parameter) {
    double furthest = 0;
    for (float change : step.changes().get(parameter.name())) {
      furthest = Math.max(furthest, Math.abs(change));
    }
    return furthest;
  }
}
