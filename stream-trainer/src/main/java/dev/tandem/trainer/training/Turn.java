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
record Turn(long time, String clipId, Kind kind, Optional<LabelValue> label)
    implements Comparable<Turn> {

  /** A clip is predicted before it is trained, even where both happen at the same time. */
  enum Kind {
    CLIP,
    SAMPLE
  }

  private static final Comparator<Turn> ORDER =
      Comparator.comparingLong(Turn::time).thenComparing(Turn::clipId).thenComparing(Turn::kind);

  static Turn ofClip(long time, String clipId) {
    return new Turn(time, clipId, Kind.CLIP, Optional.empty());
  }

  static Turn ofSample(long time, String clipId, Optional<LabelValue> label) {
    return new Turn(time, clipId, Kind.SAMPLE, label);
  }

  @Override
  public int compareTo(Turn other) {
    return ORDER.compare(this, other);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(time);
    Bytes.writeText(clipId, out);
    Bytes.writeEnum(kind, out);
    Bytes.writeOptional(label, LabelValue::write, out);
  }

  static Turn read(DataInput in) throws IOException {
    return read(LabelValue::read, in);
  }

  /** Reads what was written before there were targets. */
  static Turn readOfClass(DataInput in) throws IOException {
    return read(LabelValue::readClass, in);
  }

  private static Turn read(Bytes.Reader<LabelValue> label, DataInput in) throws IOException {
    return new Turn(
        in.readLong(),
        Bytes.readText(in),
        Bytes.readEnum(Kind.class, in),
        Bytes.readOptional(label, in));
  }
}
