package dev.tandem.learner.optimizer;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.AdamSettings;
import dev.tandem.learner.spec.OptimizerSettings;

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
  public void update(Block block, Step step) {
    float[] p = block.values;
    float[] g = block.gradient;
    float[] m = block.first;
    float[] v = block.second;
    double correction1 = 1 - StrictMath.pow(adam.beta1(), (double) step.count());
    double correction2 = 1 - StrictMath.pow(adam.beta2(), (double) step.count());
    float rate = (float) (step.rate() * step.pace() / correction1);
    float root2 = (float) Math.sqrt(correction2);
    float share1 = (float) (1 - adam.beta1());
    float kept2 = (float) adam.beta2();
    float share2 = (float) (1 - adam.beta2());
    float epsilon = (float) adam.epsilon();
    float l2 = (float) penalty;
    float kept = (float) (1 - step.rate() * decay);
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
    double correction1 = 1 - StrictMath.pow(adam.beta1(), (double) step.count());
    double correction2 = 1 - StrictMath.pow(adam.beta2(), (double) step.count());
    NDArray g = stretch.penalised((float) penalty);
    m.addi(g.sub(m).muli(stretch.scalar(1 - adam.beta1())));
    v.muli(stretch.scalar(adam.beta2())).addi(g.square().muli(stretch.scalar(1 - adam.beta2())));
    NDArray root =
        v.sqrt().divi(stretch.scalar(Math.sqrt(correction2))).addi(stretch.scalar(adam.epsilon()));
    if (decay != 0) {
      p.muli(stretch.scalar(1 - step.rate() * decay));
    }
    p.subi(m.div(root).muli(stretch.scalar(step.rate() * step.pace() / correction1)));
  }
}
