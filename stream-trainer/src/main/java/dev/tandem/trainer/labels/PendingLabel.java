package dev.tandem.trainer.labels;

import dev.tandem.trainer.wire.Bytes;
import dev.tandem.trainer.wire.VersionedSerializer;
import dev.tandem.trainer.wire.VersionedType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is known of one clip's label. Immutable.
 *
 * @param clip empty until the clip has come
 * @param best the label that wins so far
 * @param decided the verdict has left; what comes now is a duplicate or a conflict
 */
record PendingLabel(Optional<ClipTimes> clip, Optional<KnownLabel> best, boolean decided) {
  static final PendingLabel EMPTY = new PendingLabel(Optional.empty(), Optional.empty(), false);
  static final VersionedType<PendingLabel> TYPE =
      new VersionedType<>(PendingLabel.class, new Serializer());

  /** Of a clip, all that its label needs. */
  record ClipTimes(long clipTime, long readyTime) {
    void write(DataOutput out) throws IOException {
      out.writeLong(clipTime);
      out.writeLong(readyTime);
    }

    static ClipTimes read(DataInput in) throws IOException {
      return new ClipTimes(in.readLong(), in.readLong());
    }
  }

  PendingLabel withClip(ClipTimes times) {
    return new PendingLabel(Optional.of(times), best, decided);
  }

  PendingLabel withBest(KnownLabel label) {
    return new PendingLabel(clip, Optional.of(label), decided);
  }

  PendingLabel withoutLabel() {
    return new PendingLabel(clip, Optional.empty(), decided);
  }

  PendingLabel asDecided() {
    return new PendingLabel(clip, best, true);
  }

  /** Bytes of a {@link PendingLabel}. */
  public static final class Serializer extends VersionedSerializer<PendingLabel> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 1;
    }

    @Override
    protected void write(PendingLabel value, DataOutputView out) throws IOException {
      Bytes.writeOptional(value.clip, ClipTimes::write, out);
      Bytes.writeOptional(value.best, KnownLabel::write, out);
      out.writeBoolean(value.decided);
    }

    @Override
    protected PendingLabel read(int version, DataInputView in) throws IOException {
      return new PendingLabel(
          Bytes.readOptional(ClipTimes::read, in),
          Bytes.readOptional(KnownLabel::read, in),
          in.readBoolean());
    }
  }
}
