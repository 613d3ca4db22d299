package dev.tandem.learner;

import dev.tandem.learner.evaluation.DriftWatch;
import dev.tandem.learner.optimizer.OptimizerState;
import dev.tandem.learner.policy.PaceState;
import dev.tandem.learner.policy.PolicyState;
import dev.tandem.learner.rehearsal.ReservoirState;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Task;
import dev.tandem.learner.state.DoubleCodec;
import dev.tandem.learner.state.FloatCodec;
import dev.tandem.learner.state.SectionReader;
import dev.tandem.learner.state.SectionWriter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * A learner's state as bytes: magic {@code TDLS}, format, then sections, each with its name and its
 * version, in any order but for the identity, which comes first. What a learner does not have has
 * no section. docs/learner-state.md has every field.
 *
 * <p>Format 2 had the same parts one after the other, without names; it is still read.
 */
final class LearnerStateFormat {

  static final int MAGIC = 0x54444C53;
  static final int FORMAT = 3;

  private static final int WITHOUT_SECTIONS = 2;

  /** Version of the sections that count samples. */
  private static final int WITH_SAMPLES = 2;

  private static final String IDENTITY = "identity";
  private static final String COUNTS = "counts";
  private static final String PARAMETERS = "parameters";
  private static final String AVERAGE = "average";
  private static final String OPTIMIZER = "optimizer";
  private static final String PACES = "paces";
  private static final String POLICY = "policy";
  private static final String HEDGE = "hedge";
  private static final String DRIFT = "drift";
  private static final String RESERVOIR = "reservoir";

  private LearnerIdentity identity;
  private LearnerState.Counts counts;
  private float[] parameters;
  private Optional<float[]> average = Optional.empty();
  private OptimizerState optimizer;
  private PaceState paces;
  private double[] ownOfPolicy = new double[0];
  private Optional<float[]> hedge = Optional.empty();
  private DriftWatch drift;
  private ReservoirState reservoir;

  private LearnerStateFormat() {}

  static void write(LearnerState state, DataOutput out) throws IOException {
    out.writeInt(MAGIC);
    out.writeShort(FORMAT);
    SectionWriter sections = new SectionWriter(out);
    sections.write(IDENTITY, 1, state.identity()::writeTo);
    sections.write(COUNTS, WITH_SAMPLES, state.counts()::writeTo);
    sections.write(PARAMETERS, 1, body -> FloatCodec.write(state.parameters(), body));
    if (state.average().isPresent()) {
      sections.write(AVERAGE, 1, body -> FloatCodec.write(state.average().get(), body));
    }
    sections.write(OPTIMIZER, 1, state.optimizer()::writeTo);
    sections.write(PACES, 1, state.policy().paces()::writeTo);
    if (state.policy().hasOwn()) {
      sections.write(POLICY, 1, body -> DoubleCodec.write(state.policy().own(), body));
    }
    if (state.hedge().isPresent()) {
      sections.write(HEDGE, 1, body -> FloatCodec.write(state.hedge().get(), body));
    }
    sections.write(DRIFT, 1, state.drift()::writeTo);
    sections.write(RESERVOIR, WITH_SAMPLES, state.reservoir()::writeTo);
    sections.end();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is something else, or of a format or with a section that this version
   *     does not know
   */
  static LearnerState read(DataInput in) throws IOException {
    LearnerStateFormat read = new LearnerStateFormat();
    if (formatOf(in) == WITHOUT_SECTIONS) {
      read.withoutSections(in);
    } else {
      SectionReader.readAll(in, read::section);
    }
    return read.state();
  }

  private static int formatOf(DataInput in) throws IOException {
    int magic = in.readInt();
    if (magic != MAGIC) {
      throw new IOException(
          "learner state starts with 0x%08X; must start with 0x%08X. These bytes are something else."
              .formatted(magic, MAGIC));
    }
    int format = in.readShort();
    if (format != FORMAT && format != WITHOUT_SECTIONS) {
      throw new IOException(
          "learner state has format %d; known are %d and %d. Read it with the version of Tandem that wrote it, or start a new generation."
              .formatted(format, WITHOUT_SECTIONS, FORMAT));
    }
    return format;
  }

  /** Takes over one section; false for one that is not known. */
  private boolean section(String name, int version, DataInput in) throws IOException {
    return switch (version) {
      case 1 -> sectionOfBefore(name, in);
      case WITH_SAMPLES -> sectionWithSamples(name, in);
      default -> false;
    };
  }

  private boolean sectionWithSamples(String name, DataInput in) throws IOException {
    switch (name) {
      case COUNTS -> counts = LearnerState.Counts.readFrom(in);
      case RESERVOIR -> reservoir = ReservoirState.readFrom(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean sectionOfBefore(String name, DataInput in) throws IOException {
    switch (name) {
      case IDENTITY -> identity = LearnerIdentity.readFrom(in);
      case COUNTS -> counts = LearnerState.Counts.readUncounted(in);
      case PARAMETERS -> parameters = FloatCodec.read(in);
      case AVERAGE -> average = Optional.of(FloatCodec.read(in));
      case OPTIMIZER -> optimizer = OptimizerState.readFrom(in);
      case PACES -> paces = PaceState.readFrom(in);
      case POLICY -> ownOfPolicy = DoubleCodec.read(in);
      case HEDGE -> hedge = Optional.of(FloatCodec.read(in));
      case DRIFT -> drift = DriftWatch.readFrom(task(), in);
      case RESERVOIR -> reservoir = ReservoirState.readUncounted(in);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void withoutSections(DataInput in) throws IOException {
    identity = LearnerIdentity.readFrom(in);
    counts = LearnerState.Counts.readUncounted(in);
    parameters = FloatCodec.read(in);
    average = readOptional(in);
    optimizer = OptimizerState.readFrom(in);
    paces = PaceState.readFrom(in);
    hedge = readOptional(in);
    drift = DriftWatch.readFrom(task(), in);
    reservoir = ReservoirState.readUncounted(in);
  }

  private static Optional<float[]> readOptional(DataInput in) throws IOException {
    return in.readBoolean() ? Optional.of(FloatCodec.read(in)) : Optional.empty();
  }

  private Task task() throws IOException {
    require(IDENTITY, identity);
    return Architecture.fromJson(identity.architecture()).kind();
  }

  private LearnerState state() throws IOException {
    require(IDENTITY, identity);
    require(COUNTS, counts);
    require(PARAMETERS, parameters);
    require(OPTIMIZER, optimizer);
    require(PACES, paces);
    require(DRIFT, drift);
    require(RESERVOIR, reservoir);
    return new LearnerState(
        identity,
        counts,
        parameters,
        average,
        optimizer,
        new PolicyState(paces, ownOfPolicy),
        hedge,
        drift,
        reservoir);
  }

  private static void require(String section, Object part) throws IOException {
    if (part == null) {
      throw new IOException(
          "learner state has no section %s, or has it too late. These bytes are damaged: take an earlier state."
              .formatted(section));
    }
  }
}
