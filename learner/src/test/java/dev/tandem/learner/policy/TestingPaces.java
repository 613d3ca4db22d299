package dev.tandem.learner.policy;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.PaceSettings;
import java.util.List;
import java.util.stream.IntStream;

/** A policy's paces, from sums of scores instead of batches. */
final class TestingPaces {

  private final List<String> modalities;
  private final PaceKeeper keeper;
  private final PacedPolicy policy;

  TestingPaces(String policy, PaceSettings settings, ScoreScale scale, int count) {
    this(Policies.named(policy), settings, scale, count);
  }

  TestingPaces(PolicyDefinition policy, PaceSettings settings, ScoreScale scale, int count) {
    this.modalities = IntStream.range(0, count).mapToObj(m -> "m" + m).toList();
    this.keeper = new PaceKeeper(settings, scale, PaceState.fresh(count));
    LearnerSettings learner =
        LearnerSettings.of(
                new Architecture(
                    modalities.stream()
                        .map(m -> new ModalitySpec(m, List.of(2), EncoderSpec.mlp(2)))
                        .toList(),
                    "late-linear",
                    2),
                List.of("no", "yes"))
            .withPace(settings);
    this.policy =
        (PacedPolicy) policy.maker().apply(new PolicyParts(learner, keeper, new double[0]));
  }

  ModalityStep[] advance(double[] scoreSums, int pairedRows) {
    keeper.observe(scoreSums, pairedRows);
    policy.advance(keeper, List.of());
    return IntStream.range(0, modalities.size())
        .mapToObj(keeper::step)
        .toArray(ModalityStep[]::new);
  }

  void shorten(double samples) {
    keeper.shorten(samples);
  }
}
