package dev.tandem.learner;

import dev.tandem.learner.optimizer.OptimizerState;
import dev.tandem.learner.policy.PaceState;
import dev.tandem.learner.state.FloatCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Everything the next training step depends on, besides the settings. Immutable; restoring it and
 * going on gives the same bits as never having stopped.
 *
 * <p>Format 1, big-endian unless said: magic {@code TDLS}, format, identity, step, parameters (flat
 * buffer, padded to cache lines), objective's optimizer, probes' optimizer, paces. Texts are length
 * and UTF-8; floats are length and little-endian bits.
 */
public final class LearnerState {

  static final int MAGIC = 0x54444C53;
  static final int FORMAT = 1;

  private final LearnerIdentity identity;
  private final long step;
  private final float[] parameters;
  private final OptimizerState objective;
  private final OptimizerState probes;
  private final PaceState paces;

  /** Takes over its arguments; the caller must not change the array afterwards. */
  LearnerState(
      LearnerIdentity identity,
      long step,
      float[] parameters,
      OptimizerState objective,
      OptimizerState probes,
      PaceState paces) {
    this.identity = identity;
    this.step = step;
    this.parameters = parameters;
    this.objective = objective;
    this.probes = probes;
    this.paces = paces;
  }

  /** What was learning. */
  public LearnerIdentity identity() {
    return identity;
  }

  /** Number of training steps done. */
  public long step() {
    return step;
  }

  float[] parameters() {
    return parameters.clone();
  }

  OptimizerState objective() {
    return objective;
  }

  OptimizerState probes() {
    return probes;
  }

  PaceState paces() {
    return paces;
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(MAGIC);
    out.writeShort(FORMAT);
    identity.writeTo(out);
    out.writeLong(step);
    FloatCodec.write(parameters, out);
    objective.writeTo(out);
    probes.writeTo(out);
    paces.writeTo(out);
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException if it is no learner state, or of a format this version does not know
   */
  public static LearnerState readFrom(DataInput in) throws IOException {
    int magic = in.readInt();
    if (magic != MAGIC) {
      throw new IOException(
          "learner state starts with 0x%08X; must start with 0x%08X. These bytes are something else."
              .formatted(magic, MAGIC));
    }
    int format = in.readShort();
    if (format != FORMAT) {
      throw new IOException(
          "learner state has format %d; known is %d. Read it with the version of Tandem that wrote it."
              .formatted(format, FORMAT));
    }
    return new LearnerState(
        LearnerIdentity.readFrom(in),
        in.readLong(),
        FloatCodec.read(in),
        OptimizerState.readFrom(in),
        OptimizerState.readFrom(in),
        PaceState.readFrom(in));
  }
}
