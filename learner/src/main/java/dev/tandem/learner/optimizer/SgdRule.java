package dev.tandem.learner.optimizer;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.OptimizerSettings;
import java.util.function.Consumer;

/**
 * SGD with momentum as {@code torch.optim.SGD}: g ← g + wd·p; b ← μ·b + g; p ← p − k·lr·b, with
 * Nesterov p ← p − k·lr·(g + μ·b). The learning rate is not folded into b, so the rate may change;
 * dampening 0.
 */
final class SgdRule implements UpdateRule {

  private final float momentum;
  private final boolean nesterov;
  private final float penalty;

  SgdRule(OptimizerSettings settings) {
    momentum = (float) settings.sgd().momentum();
    nesterov = settings.sgd().nesterov();
    penalty = (float) settings.weightDecay();
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public Consumer<Block> onBlocks(Step step) {
    float rate = (float) (step.rate() * step.pace());
    return block -> update(block, rate);
  }

  private void update(Block block, float rate) {
    float[] p = block.values;
    float[] g = block.gradient;
    float[] b = block.first;
    float ofGradient = nesterov ? 1 : 0;
    float ofMomentum = nesterov ? momentum : 1;
    for (int i = 0; i < block.length; i++) {
      float x = g[i] + penalty * p[i];
      float sum = momentum * b[i] + x;
      b[i] = sum;
      p[i] -= rate * (ofGradient * x + ofMomentum * sum);
    }
  }

  @Override
  public void update(Stretch stretch, Step step) {
    NDArray b = stretch.moments().get(0);
    NDArray g = stretch.penalised(penalty);
    b.muli(stretch.scalar(momentum)).addi(g);
    NDArray direction = nesterov ? g.add(b.mul(stretch.scalar(momentum))) : b;
    stretch.values().subi(direction.mul(stretch.scalar(step.rate() * step.pace())));
  }
}
