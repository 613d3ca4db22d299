package dev.tandem.trainer.labels;

import dev.tandem.schemas.records.LabelKind;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.Timed;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A label and when it became known.
 *
 * @param origin its timestamp is when the label became known
 * @param kind whether it says, corrects or takes back
 * @param said what it says of the clip; empty where it takes back what was said
 * @param value the record's bytes: they break ties and go into dead letters
 * @param late came after the time for labels of its clip was over, by its own stream's progress
 */
public record KnownLabel(
    String clipId,
    long clipTime,
    String stream,
    LabelKind kind,
    Optional<LabelValue> said,
    Origin origin,
    byte[] value,
    boolean late)
    implements Timed {

  public static final VersionedType<KnownLabel> TYPE =
      new VersionedType<>(KnownLabel.class, new Serializer());

  private static final Comparator<KnownLabel> EARLIEST =
      Comparator.comparingLong(KnownLabel::time)
          .thenComparing(KnownLabel::value, Arrays::compareUnsigned);

  @Override
  public long time() {
    return origin.timestamp();
  }

  @Override
  public KnownLabel asLate() {
    return new KnownLabel(clipId, clipTime, stream, kind, said, origin, value, true);
  }

  RawRecord raw() {
    return new RawRecord(origin, clipId.getBytes(StandardCharsets.UTF_8), value);
  }

  /** It corrects, or takes back, whatever else is said of its clip. */
  boolean revises() {
    return kind != LabelKind.LABEL;
  }

  /**
   * Whether it counts in place of {@code other}: of plain labels the earliest, with the lesser
   * bytes of equally early ones; in place of these one that revises, the latest, with the greater
   * bytes.
   */
  boolean outranks(KnownLabel other) {
    if (revises() != other.revises()) {
      return revises();
    }
    int order = EARLIEST.compare(this, other);
    return revises() ? order > 0 : order < 0;
  }

  boolean sameAs(KnownLabel other) {
    return time() == other.time() && Arrays.equals(value, other.value);
  }

  void write(DataOutput out) throws IOException {
    Bytes.writeText(clipId, out);
    out.writeLong(clipTime);
    Bytes.writeText(stream, out);
    Bytes.writeEnum(kind, out);
    Bytes.writeOptional(said, LabelValue::write, out);
    origin.write(out);
    Bytes.write(value, out);
    out.writeBoolean(late);
  }

  /** Reads version 3; 2, of before labels were corrected; or 1, of before there were targets. */
  static KnownLabel read(int version, DataInput in) throws IOException {
    return new KnownLabel(
        Bytes.readText(in),
        in.readLong(),
        Bytes.readText(in),
        version < 3 ? LabelKind.LABEL : Bytes.readEnum(LabelKind.class, in),
        readSaid(version, in),
        Origin.read(in),
        Bytes.read(in),
        in.readBoolean());
  }

  private static Optional<LabelValue> readSaid(int version, DataInput in) throws IOException {
    return switch (version) {
      case 1 -> Optional.of(LabelValue.readClass(in));
      case 2 -> Optional.of(LabelValue.read(in));
      default -> Bytes.readOptional(LabelValue::read, in);
    };
  }

  /** Bytes of a {@link KnownLabel}. */
  public static final class Serializer extends VersionedSerializer<KnownLabel> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 3;
    }

    @Override
    protected boolean reads(int version) {
      return version >= 1 && version <= 3;
    }

    @Override
    protected void write(KnownLabel label, DataOutputView out) throws IOException {
      label.write(out);
    }

    @Override
    protected KnownLabel read(int version, DataInputView in) throws IOException {
      return KnownLabel.read(version, in);
    }
  }
}
