package dev.tandem.learner.optimizer;

import dev.tandem.learner.OptimizerSettings;

/**
 * SGD with momentum as {@code torch.optim.SGD}: g ← g + wd·p; b ← μ·b + g; p ← p − lr·k·b. The
 * learning rate is not folded into b, so the rate may change; dampening 0, no Nesterov.
 */
final class SgdRule implements UpdateRule {

  private final double learningRate;
  private final float momentum;
  private final float weightDecay;

  SgdRule(OptimizerSettings settings) {
    learningRate = settings.learningRate();
    momentum = (float) settings.momentum();
    weightDecay = (float) settings.weightDecay();
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void update(float[] values, float[] gradient, float[][] moments, Stretch at) {
    float rate = (float) (learningRate * at.pace());
    float[] buffer = moments[0];
    int offset = at.offset();
    for (int i = 0; i < at.length(); i++) {
      float g = gradient[i] + weightDecay * values[i];
      float b = momentum * buffer[offset + i] + g;
      buffer[offset + i] = b;
      values[i] -= rate * b;
    }
  }
}
