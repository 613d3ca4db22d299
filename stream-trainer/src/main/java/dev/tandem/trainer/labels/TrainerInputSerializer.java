package dev.tandem.trainer.labels;

import dev.tandem.stream.door.SourceItemSerializer;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import dev.tandem.trainer.assembly.ClipEventSerializer;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Unused;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link TrainerInput}. */
public final class TrainerInputSerializer extends VersionedSerializer<TrainerInput> {
  public static final VersionedType<TrainerInput> TYPE =
      new VersionedType<>(TrainerInput.class, new TrainerInputSerializer());

  private static final long serialVersionUID = 1L;
  private static final int CANDIDATE = 0;
  private static final int VERDICT = 1;
  private static final int LOST = 2;
  private static final int UNUSED = 3;
  private static final int CONTROL = 4;

  @Override
  protected int version() {
    return 2;
  }

  @Override
  protected boolean reads(int version) {
    return version == 1 || version == 2;
  }

  @Override
  protected void write(TrainerInput input, DataOutputView out) throws IOException {
    if (input instanceof Candidate candidate) {
      out.writeByte(CANDIDATE);
      ClipEventSerializer.writeClip(candidate.clip(), out);
    } else if (input instanceof Verdict verdict) {
      out.writeByte(VERDICT);
      writeVerdict(verdict, out);
    } else if (input instanceof Lost lost) {
      out.writeByte(LOST);
      Bytes.writeEnum(lost.outcome(), out);
    } else if (input instanceof Unused unused) {
      out.writeByte(UNUSED);
      Bytes.writeEnum(unused.tally(), out);
    } else if (input instanceof Control control) {
      out.writeByte(CONTROL);
      SourceItemSerializer.writeRaw(control.raw(), out);
    }
  }

  @Override
  protected TrainerInput read(int version, DataInputView in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case CANDIDATE -> new Candidate(ClipEventSerializer.readClip(in));
      case VERDICT -> readVerdict(version, in);
      case LOST -> new Lost(Bytes.readEnum(ClipOutcome.class, in));
      case UNUSED -> new Unused(Bytes.readEnum(Tally.class, in));
      case CONTROL -> new Control(SourceItemSerializer.readRaw(in));
      default -> throw new IOException("unknown kind of trainer input " + kind);
    };
  }

  private static void writeVerdict(Verdict verdict, DataOutput out) throws IOException {
    Bytes.writeText(verdict.clipId(), out);
    out.writeLong(verdict.readyTime());
    Bytes.writeOptional(verdict.label(), LabelValue::write, out);
  }

  private static Verdict readVerdict(int version, DataInput in) throws IOException {
    return new Verdict(
        Bytes.readText(in),
        in.readLong(),
        Bytes.readOptional(version == 1 ? LabelValue::readClass : LabelValue::read, in));
  }
}
