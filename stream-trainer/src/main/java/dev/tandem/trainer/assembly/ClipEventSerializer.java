package dev.tandem.trainer.assembly;

import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipEvent.LostClip;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes of a {@link ClipEvent}. */
public final class ClipEventSerializer extends VersionedSerializer<ClipEvent> {
  public static final VersionedType<ClipEvent> TYPE =
      new VersionedType<>(ClipEvent.class, new ClipEventSerializer());

  private static final long serialVersionUID = 1L;

  @Override
  protected int version() {
    return 1;
  }

  @Override
  protected void write(ClipEvent event, DataOutputView out) throws IOException {
    out.writeBoolean(event instanceof JoinedClip);
    if (event instanceof JoinedClip clip) {
      writeClip(clip, out);
    } else {
      Bytes.writeText(event.clipId(), out);
      Bytes.writeEnum(event.outcome(), out);
    }
  }

  @Override
  protected ClipEvent read(int version, DataInputView in) throws IOException {
    return in.readBoolean()
        ? readClip(in)
        : new LostClip(Bytes.readText(in), Bytes.readEnum(ClipOutcome.class, in));
  }

  /** Also used for clips inside other states. */
  public static void writeClip(JoinedClip clip, DataOutput out) throws IOException {
    Bytes.writeText(clip.clipId(), out);
    out.writeLong(clip.clipTime());
    out.writeLong(clip.readyTime());
    Bytes.writeText(clip.stream(), out);
    Bytes.writeEnum(clip.outcome(), out);
    Bytes.writeAll(clip.modalities(), ModalityData::write, out);
  }

  /** Reads what {@link #writeClip} wrote. */
  public static JoinedClip readClip(DataInput in) throws IOException {
    return new JoinedClip(
        Bytes.readText(in),
        in.readLong(),
        in.readLong(),
        Bytes.readText(in),
        Bytes.readEnum(ClipOutcome.class, in),
        Bytes.readAll(ModalityData::read, in));
  }
}
