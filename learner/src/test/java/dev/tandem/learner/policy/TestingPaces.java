package dev.tandem.learner.policy;

import dev.tandem.learner.spec.PaceSettings;
import java.util.List;
import java.util.stream.IntStream;

/** A policy's paces, from sums of scores instead of batches. */
final class TestingPaces {

  private final List<String> modalities;
  private final PaceKeeper keeper;
  private final PacedPolicy policy;

  TestingPaces(String policy, PaceSettings settings, ScoreScale scale, int count) {
    this.modalities = IntStream.range(0, count).mapToObj(m -> "m" + m).toList();
    this.keeper = new PaceKeeper(settings, scale, PaceState.fresh(count));
    this.policy = (PacedPolicy) Policies.of(policy, modalities, keeper, settings);
  }

  ModalityStep[] advance(double[] scoreSums, int pairedRows) {
    keeper.observe(scoreSums, pairedRows);
    policy.advance(keeper, modalities, List.of());
    return IntStream.range(0, modalities.size())
        .mapToObj(keeper::step)
        .toArray(ModalityStep[]::new);
  }

  void shorten(double samples) {
    keeper.shorten(samples);
  }
}
