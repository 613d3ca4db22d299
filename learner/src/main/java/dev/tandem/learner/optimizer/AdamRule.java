package dev.tandem.learner.optimizer;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.AdamSettings;
import dev.tandem.learner.spec.OptimizerSettings;
import java.util.function.Consumer;

/**
 * Adam and AdamW as {@code torch.optim.Adam} and {@code AdamW} (no AMSGrad): m ← m + (1−β₁)(g − m);
 * v ← β₂v + (1−β₂)g²; p ← p − k · lr/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε). Adam adds wd·p to g; AdamW
 * takes p ← (1 − lr·wd)·p first, whatever the pace. The count t is the parameter's own: one that
 * got no gradient does not move on.
 */
final class AdamRule implements UpdateRule {

  private final AdamSettings adam;
  private final double penalty;
  private final double decay;
  private Corrections latest = new Corrections(0, 0, 0);

  /**
   * Of moments that began at 0, after some updates.
   *
   * @param first 1 − β₁ᵗ
   * @param second 1 − β₂ᵗ
   */
  private record Corrections(long count, double first, double second) {}

  private AdamRule(AdamSettings adam, double penalty, double decay) {
    this.adam = adam;
    this.penalty = penalty;
    this.decay = decay;
  }

  static AdamRule adam(OptimizerSettings settings) {
    return new AdamRule(settings.adam(), settings.weightDecay(), 0);
  }

  static AdamRule adamW(OptimizerSettings settings) {
    return new AdamRule(settings.adam(), 0, settings.weightDecay());
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public Consumer<Block> onBlocks(Step step) {
    Corrections corrections = corrections(step);
    float rate = (float) (step.rate() * step.pace() / corrections.first);
    float root2 = (float) Math.sqrt(corrections.second);
    float kept = (float) (1 - step.rate() * decay);
    return block -> update(block, rate, root2, kept);
  }

  /** Powers take longer than a small block does: most steps have the count of the one before. */
  private Corrections corrections(Step step) {
    if (step.count() != latest.count) {
      latest =
          new Corrections(
              step.count(),
              1 - StrictMath.pow(adam.beta1(), (double) step.count()),
              1 - StrictMath.pow(adam.beta2(), (double) step.count()));
    }
    return latest;
  }

  private void update(Block block, float rate, float root2, float kept) {
    float[] p = block.values;
    float[] g = block.gradient;
    float[] m = block.first;
    float[] v = block.second;
    float share1 = (float) (1 - adam.beta1());
    float kept2 = (float) adam.beta2();
    float share2 = (float) (1 - adam.beta2());
    float epsilon = (float) adam.epsilon();
    float l2 = (float) penalty;
    for (int i = 0; i < block.length; i++) {
      float x = g[i] + l2 * p[i];
      float mean = m[i] + share1 * (x - m[i]);
      float square = kept2 * v[i] + share2 * x * x;
      m[i] = mean;
      v[i] = square;
      p[i] = kept * p[i] - rate * (mean / ((float) Math.sqrt(square) / root2 + epsilon));
    }
  }

  @Override
  public void update(Stretch stretch, Step step) {
    NDArray p = stretch.values();
    NDArray m = stretch.moments().get(0);
    NDArray v = stretch.moments().get(1);
    Corrections corrections = corrections(step);
    NDArray g = stretch.penalised((float) penalty);
    m.addi(g.sub(m).muli(stretch.scalar(1 - adam.beta1())));
    v.muli(stretch.scalar(adam.beta2())).addi(g.square().muli(stretch.scalar(1 - adam.beta2())));
    NDArray root =
        v.sqrt()
            .divi(stretch.scalar(Math.sqrt(corrections.second)))
            .addi(stretch.scalar(adam.epsilon()));
    if (decay != 0) {
      p.muli(stretch.scalar(1 - step.rate() * decay));
    }
    p.subi(m.div(root).muli(stretch.scalar(step.rate() * step.pace() / corrections.first)));
  }
}
