package dev.tandem.learner;

import dev.tandem.learner.evaluation.DriftWatch;
import dev.tandem.learner.network.ClassGrowth;
import dev.tandem.learner.optimizer.OptimizerState;
import dev.tandem.learner.policy.PolicyState;
import dev.tandem.learner.rehearsal.Reservoir;
import dev.tandem.learner.rehearsal.ReservoirState;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.LearnerSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Everything the next training step depends on, besides the settings. Immutable; restoring it and
 * going on gives the same bits as never having stopped.
 *
 * <p>Written as tagged sections: docs/learner-state.md has every field.
 *
 * @param identity what was learning
 * @param counts how far it is
 * @param parameters flat, padded
 * @param average likewise; empty without averaging
 * @param hedge losses of the readout's experts; empty without a hedge
 */
public record LearnerState(
    LearnerIdentity identity,
    Counts counts,
    float[] parameters,
    Optional<float[]> average,
    OptimizerState optimizer,
    PolicyState policy,
    Optional<float[]> hedge,
    DriftWatch drift,
    ReservoirState reservoir) {

  /**
   * How far a learner is.
   *
   * @param step training steps done
   * @param skipped batches skipped since, one after the other
   * @param halted whether there were too many of them, or it was told to
   * @param samples new clips trained on so far; the ordinal of the next one
   */
  public record Counts(long step, int skipped, boolean halted, long samples) {

    static final Counts NONE = new Counts(0, 0, false, 0);

    Counts halt() {
      return new Counts(step, skipped, true, samples);
    }

    Counts trained(int clips) {
      return new Counts(step + 1, 0, false, samples + clips);
    }

    Counts skipped(int most) {
      return new Counts(step, skipped + 1, skipped + 1 >= most, samples);
    }

    Counts resumed() {
      return new Counts(step, 0, false, samples);
    }

    void writeTo(DataOutput out) throws IOException {
      out.writeLong(step);
      out.writeInt(skipped);
      out.writeBoolean(halted);
      out.writeLong(samples);
    }

    static Counts readFrom(DataInput in) throws IOException {
      return new Counts(in.readLong(), in.readInt(), in.readBoolean(), in.readLong());
    }

    /** Reads what was written before samples were counted; they are counted from now on. */
    static Counts readUncounted(DataInput in) throws IOException {
      return new Counts(in.readLong(), in.readInt(), in.readBoolean(), 0);
    }
  }

  /** Number of training steps done. */
  public long step() {
    return counts.step();
  }

  /** The state of the same learner with the last classes of {@code settings}, too. */
  LearnerState grown(LearnerSettings settings) {
    Architecture before = Architecture.fromJson(identity.architecture());
    ClassGrowth growth = ClassGrowth.between(before, settings.architecture());
    return new LearnerState(
        LearnerIdentity.of(settings),
        counts,
        growth.withFreshRows(parameters, settings.seed()),
        average.map(values -> growth.withFreshRows(values, settings.seed())),
        optimizer.grown(growth),
        policy,
        hedge,
        drift,
        madeRoom(before.classes(), settings));
  }

  /** The clips that stay as each class but the last comes; a learner makes room for that itself. */
  private ReservoirState madeRoom(int classes, LearnerSettings settings) {
    ReservoirState kept = reservoir;
    if (settings.rehearsal().updatesPerBatch() > 0) {
      for (int more = classes + 1; more < settings.architecture().classes(); more++) {
        Architecture then = settings.architecture().withClasses(more);
        kept = new Reservoir(settings.rehearsal(), then, settings.seed(), kept).state();
      }
    }
    return kept;
  }

  public void writeTo(DataOutput out) throws IOException {
    LearnerStateFormat.write(this, out);
  }

  /**
   * Reads what {@link #writeTo} wrote, in this format or the one before.
   *
   * @throws IOException if it is no learner state, or of a format this version does not know
   */
  public static LearnerState readFrom(DataInput in) throws IOException {
    return LearnerStateFormat.read(in);
  }
}
