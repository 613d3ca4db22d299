package dev.tandem.trainer.labels;

import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
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
 * @param labelled the clip had a label of its own time, which is not among {@code labels} any more
 */
record PendingLabel(
    Optional<ClipTimes> clip, List<KnownLabel> labels, boolean decided, boolean labelled) {
  static final PendingLabel EMPTY = new PendingLabel(Optional.empty(), List.of(), false, false);
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
    return new PendingLabel(Optional.of(times), labels, false, false);
  }

  PendingLabel withoutClip() {
    return new PendingLabel(Optional.empty(), labels, false, false);
  }

  Optional<KnownLabel> best(long clipTime) {
    return labels.stream().filter(label -> label.clipTime() == clipTime).findFirst();
  }

  /** {@code label} is now the best of its clip time. */
  PendingLabel withBest(KnownLabel label) {
    List<KnownLabel> others =
        labels.stream().filter(other -> other.clipTime() != label.clipTime()).toList();
    return new PendingLabel(
        clip, Stream.concat(others.stream(), Stream.of(label)).toList(), decided, labelled);
  }

  PendingLabel withOnly(Predicate<KnownLabel> kept) {
    return new PendingLabel(clip, labels.stream().filter(kept).toList(), decided, labelled);
  }

  PendingLabel asDecided() {
    return new PendingLabel(clip, labels, true, labelled);
  }

  /** After the deadline of the clip: its own label is not needed any more. */
  PendingLabel closed() {
    long own = clip.orElseThrow().clipTime();
    boolean had = labelled || best(own).isPresent();
    List<KnownLabel> others = labels.stream().filter(label -> label.clipTime() != own).toList();
    return new PendingLabel(clip, others, true, had);
  }

  /** How many clip times from {@code time} on labels have claimed. */
  long claimedFrom(long time) {
    long waiting = labels.stream().filter(label -> label.clipTime() >= time).count();
    return labelled && clip.orElseThrow().clipTime() >= time ? waiting + 1 : waiting;
  }

  /** Bytes of a {@link PendingLabel}. */
  public static final class Serializer extends VersionedSerializer<PendingLabel> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 4;
    }

    @Override
    protected boolean reads(int version) {
      return version >= 1 && version <= 4;
    }

    @Override
    protected void write(PendingLabel value, DataOutputView out) throws IOException {
      Bytes.writeOptional(value.clip, ClipTimes::write, out);
      Bytes.writeAll(value.labels, KnownLabel::write, out);
      out.writeBoolean(value.decided);
      out.writeBoolean(value.labelled);
    }

    @Override
    protected PendingLabel read(int version, DataInputView in) throws IOException {
      return new PendingLabel(
          Bytes.readOptional(ClipTimes::read, in),
          List.copyOf(Bytes.readAll(i -> KnownLabel.read(labelVersion(version), i), in)),
          in.readBoolean(),
          version >= 3 && in.readBoolean());
    }

    /**
     * Of the labels inside; they gained their second format with the second, their third with 4.
     */
    private static int labelVersion(int version) {
      return version < 4 ? Math.min(version, 2) : 3;
    }
  }
}
