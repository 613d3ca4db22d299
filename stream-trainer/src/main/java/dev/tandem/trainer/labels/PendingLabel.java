package dev.tandem.trainer.labels;

import dev.tandem.trainer.wire.Bytes;
import dev.tandem.trainer.wire.VersionedSerializer;
import dev.tandem.trainer.wire.VersionedType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is known of one clip's label. Immutable.
 *
 * @param clip empty until the clip has come
 * @param labels for each clip time that labels claim, the one that wins so far: which clip time is
 *     right only the clip can say
 * @param decided the clip's verdict has left
 */
record PendingLabel(Optional<ClipTimes> clip, List<KnownLabel> labels, boolean decided) {
  static final PendingLabel EMPTY = new PendingLabel(Optional.empty(), List.of(), false);
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
    return new PendingLabel(Optional.of(times), labels, false);
  }

  PendingLabel withoutClip() {
    return new PendingLabel(Optional.empty(), labels, false);
  }

  Optional<KnownLabel> best(long clipTime) {
    return labels.stream().filter(label -> label.clipTime() == clipTime).findFirst();
  }

  /** {@code label} is now the best of its clip time. */
  PendingLabel withBest(KnownLabel label) {
    List<KnownLabel> others =
        labels.stream().filter(other -> other.clipTime() != label.clipTime()).toList();
    return new PendingLabel(
        clip, Stream.concat(others.stream(), Stream.of(label)).toList(), decided);
  }

  PendingLabel withOnly(Predicate<KnownLabel> kept) {
    return new PendingLabel(clip, labels.stream().filter(kept).toList(), decided);
  }

  PendingLabel asDecided() {
    return new PendingLabel(clip, labels, true);
  }

  /** Bytes of a {@link PendingLabel}. */
  public static final class Serializer extends VersionedSerializer<PendingLabel> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 2;
    }

    @Override
    protected boolean reads(int version) {
      return version == 1 || version == 2;
    }

    @Override
    protected void write(PendingLabel value, DataOutputView out) throws IOException {
      Bytes.writeOptional(value.clip, ClipTimes::write, out);
      Bytes.writeAll(value.labels, KnownLabel::write, out);
      out.writeBoolean(value.decided);
    }

    @Override
    protected PendingLabel read(int version, DataInputView in) throws IOException {
      return new PendingLabel(
          Bytes.readOptional(ClipTimes::read, in),
          List.copyOf(Bytes.readAll(i -> KnownLabel.read(version, i), in)),
          in.readBoolean());
    }
  }
}
