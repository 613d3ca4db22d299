package dev.tandem.trainer.training;

import dev.tandem.stream.wire.Bytes;
import dev.tandem.trainer.labels.LabelValue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/**
 * One clip's place in the order of everything.
 *
 * @param time its ready time: as a clip, or as a sample
 * @param label of a sample; empty for a clip, and for one that got no label
 */
record SequenceEntry(long time, String clipId, Kind kind, Optional<LabelValue> label)
    implements Comparable<SequenceEntry> {

  /** A clip is predicted before it is trained, even where both happen at the same time. */
  enum Kind {
    CLIP,
    SAMPLE
  }

  private static final Comparator<SequenceEntry> ORDER =
      Comparator.comparingLong(SequenceEntry::time)
          .thenComparing(SequenceEntry::clipId)
          .thenComparing(SequenceEntry::kind);

  static SequenceEntry ofClip(long time, String clipId) {
    return new SequenceEntry(time, clipId, Kind.CLIP, Optional.empty());
  }

  static SequenceEntry ofSample(long time, String clipId, Optional<LabelValue> label) {
    return new SequenceEntry(time, clipId, Kind.SAMPLE, label);
  }

  @Override
  public int compareTo(SequenceEntry other) {
    return ORDER.compare(this, other);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(time);
    Bytes.writeText(clipId, out);
    Bytes.writeEnum(kind, out);
    Bytes.writeOptional(label, LabelValue::write, out);
  }

  static SequenceEntry read(DataInput in) throws IOException {
    return read(LabelValue::read, in);
  }

  /** Reads what was written before there were targets. */
  static SequenceEntry readOfClass(DataInput in) throws IOException {
    return read(LabelValue::readClass, in);
  }

  private static SequenceEntry read(Bytes.Reader<LabelValue> label, DataInput in)
      throws IOException {
    return new SequenceEntry(
        in.readLong(),
        Bytes.readText(in),
        Bytes.readEnum(Kind.class, in),
        Bytes.readOptional(label, in));
  }
}
