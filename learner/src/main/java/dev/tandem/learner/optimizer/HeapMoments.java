package dev.tandem.learner.optimizer;

import dev.tandem.learner.engine.NativeFloats;
import dev.tandem.learner.network.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Moments in the heap, of parameters that Java reaches: one pass over memory, block by block. */
final class HeapMoments implements Moments {

  private final UpdateRule rule;
  private final FloatBuffer parameters;
  private final float[][] moments;
  private final Block block = new Block();
  private final BlockSums sums = new BlockSums();

  HeapMoments(UpdateRule rule, NativeFloats parameters) {
    this.rule = rule;
    this.parameters = parameters.floats();
    this.moments = new float[rule.moments()][parameters.capacity()];
  }

  @Override
  public List<Gradient> measured(List<Gradient.Unmeasured> gradients, boolean withAgreement) {
    List<Gradient> measured = new ArrayList<>(gradients.size());
    for (Gradient.Unmeasured gradient : gradients) {
      measured.add(
          withAgreement
              ? sums.withAgreement(gradient.parameter(), gradient.values(), moments[0])
              : sums.measured(gradient.parameter(), gradient.values()));
    }
    return measured;
  }

  @Override
  public void update(List<ParameterUpdate> updates) {
    updates.forEach(this::update);
  }

  private void update(ParameterUpdate update) {
    Parameter parameter = update.parameter();
    FloatBuffer gradient = update.gradient().floats();
    Consumer<Block> ofBlock = rule.onBlocks(update.step());
    int size = parameter.size();
    for (int done = 0; done < size; done += Block.SIZE) {
      int offset = parameter.offset() + done;
      block.load(parameters, moments, offset, Math.min(Block.SIZE, size - done));
      block.loadGradient(gradient, done, update.scale());
      ofBlock.accept(block);
      block.store(parameters, moments, offset);
    }
  }

  @Override
  public float[][] copy() {
    float[][] copy = new float[moments.length][];
    for (int i = 0; i < moments.length; i++) {
      copy[i] = moments[i].clone();
    }
    return copy;
  }

  @Override
  public void set(float[][] values) {
    for (int i = 0; i < moments.length; i++) {
      System.arraycopy(values[i], 0, moments[i], 0, moments[i].length);
    }
  }

  @Override
  public void clear() {
    for (float[] moment : moments) {
      Arrays.fill(moment, 0);
    }
  }

  @Override
  public void close() {}
}
