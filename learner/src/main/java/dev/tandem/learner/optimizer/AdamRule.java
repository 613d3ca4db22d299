package dev.tandem.learner.optimizer;

import dev.tandem.learner.OptimizerSettings;

/**
 * Adam as {@code torch.optim.Adam} (L2 weight decay, no AMSGrad): m ← m + (1−β₁)(g − m); v ← β₂v +
 * (1−β₂)g²; p ← p − k · lr/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε). The count t is the parameter's own: one
 * that got no gradient does not move on.
 */
final class AdamRule implements UpdateRule {

  private final OptimizerSettings settings;

  AdamRule(OptimizerSettings settings) {
    this.settings = settings;
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void update(float[] values, float[] gradient, float[][] moments, Stretch at) {
    double beta1 = settings.adam().beta1();
    double beta2 = settings.adam().beta2();
    double correction1 = 1 - StrictMath.pow(beta1, (double) at.step());
    double correction2 = 1 - StrictMath.pow(beta2, (double) at.step());
    float rate = (float) (settings.learningRate() * at.pace() / correction1);
    float root2 = (float) Math.sqrt(correction2);
    decay(values, gradient, at.length());
    first(gradient, moments[0], (float) (1 - beta1), at);
    second(gradient, moments[1], (float) beta2, (float) (1 - beta2), at);
    float epsilon = (float) settings.adam().epsilon();
    float[] m = moments[0];
    float[] v = moments[1];
    int offset = at.offset();
    for (int i = 0; i < at.length(); i++) {
      values[i] -= rate * (m[offset + i] / ((float) Math.sqrt(v[offset + i]) / root2 + epsilon));
    }
  }

  private void decay(float[] values, float[] gradient, int length) {
    float weightDecay = (float) settings.weightDecay();
    if (weightDecay != 0) {
      for (int i = 0; i < length; i++) {
        gradient[i] += weightDecay * values[i];
      }
    }
  }

  private static void first(float[] gradient, float[] m, float share, Stretch at) {
    int offset = at.offset();
    for (int i = 0; i < at.length(); i++) {
      m[offset + i] += share * (gradient[i] - m[offset + i]);
    }
  }

  private static void second(float[] gradient, float[] v, float kept, float share, Stretch at) {
    int offset = at.offset();
    for (int i = 0; i < at.length(); i++) {
      v[offset + i] = kept * v[offset + i] + share * gradient[i] * gradient[i];
    }
  }
}
