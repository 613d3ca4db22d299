package dev.tandem.learner.optimizer;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.OptimizerSettings;
import dev.tandem.learner.spec.RmsPropSettings;
import java.util.function.Consumer;

/**
 * RMSprop as {@code torch.optim.RMSprop}, not centred: g ← g + wd·p; v ← αv + (1−α)g²; b ← μ·b + g
 * / (√v + ε); p ← p − k·lr·b.
 */
final class RmsPropRule implements UpdateRule {

  private final RmsPropSettings rmsprop;
  private final float penalty;

  RmsPropRule(OptimizerSettings settings) {
    rmsprop = settings.rmsprop();
    penalty = (float) settings.weightDecay();
  }

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public Consumer<Block> onBlocks(Step step) {
    float rate = (float) (step.rate() * step.pace());
    return block -> update(block, rate);
  }

  private void update(Block block, float rate) {
    float[] p = block.values;
    float[] g = block.gradient;
    float[] v = block.first;
    float[] b = block.second;
    float kept = (float) rmsprop.alpha();
    float share = (float) (1 - rmsprop.alpha());
    float epsilon = (float) rmsprop.epsilon();
    float momentum = (float) rmsprop.momentum();
    for (int i = 0; i < block.length; i++) {
      float x = g[i] + penalty * p[i];
      float square = kept * v[i] + share * x * x;
      float moved = momentum * b[i] + x / ((float) Math.sqrt(square) + epsilon);
      v[i] = square;
      b[i] = moved;
      p[i] -= rate * moved;
    }
  }

  @Override
  public void update(Stretch stretch, Step step) {
    NDArray v = stretch.moments().get(0);
    NDArray b = stretch.moments().get(1);
    NDArray g = stretch.penalised(penalty);
    v.muli(stretch.scalar(rmsprop.alpha()))
        .addi(g.square().muli(stretch.scalar(1 - rmsprop.alpha())));
    NDArray scaled = g.div(v.sqrt().addi(stretch.scalar(rmsprop.epsilon())));
    b.muli(stretch.scalar(rmsprop.momentum())).addi(scaled);
    stretch.values().subi(b.mul(stretch.scalar(step.rate() * step.pace())));
  }
}
