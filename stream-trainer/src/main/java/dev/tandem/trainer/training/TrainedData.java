package dev.tandem.trainer.training;

import dev.tandem.schemas.records.OffsetRange;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a model has learned from: of each partition of the features' topics the range in which the
 * records lie, and when the earliest clip began.
 */
final class TrainedData {
  /** A partition of a topic. */
  private record Place(String topic, int partition) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::topic).thenComparing(Place::partition);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Immutable. {@code from} is the clip time of the earliest clip; empty before the first. */
  record Snapshot(OptionalLong from, List<OffsetRange> ranges) {
    static final Snapshot EMPTY = new Snapshot(OptionalLong.empty(), List.of());

    void write(DataOutput out) throws IOException {
      out.writeBoolean(from.isPresent());
      out.writeLong(from.orElse(0));
      Bytes.writeAll(ranges, TrainedData::write, out);
    }

    static Snapshot read(DataInput in) throws IOException {
      boolean begun = in.readBoolean();
      long from = in.readLong();
      return new Snapshot(
          begun ? OptionalLong.of(from) : OptionalLong.empty(),
          Bytes.readAll(TrainedData::read, in));
    }
  }

  private final TreeMap<Place, OffsetRange> ranges = new TreeMap<>();
  private OptionalLong from;

  TrainedData(Snapshot snapshot) {
    from = snapshot.from;
    snapshot.ranges.forEach(range -> ranges.put(place(range), range));
  }

  void add(JoinedClip clip) {
    from = OptionalLong.of(Math.min(from.orElse(Long.MAX_VALUE), clip.clipTime()));
    clip.modalities().forEach(data -> data.origins().forEach(this::add));
  }

  private void add(Origin origin) {
    OffsetRange one =
        new OffsetRange(origin.topic(), origin.partition(), origin.offset(), origin.offset() + 1);
    ranges.merge(place(one), one, TrainedData::union);
  }

  private static OffsetRange union(OffsetRange one, OffsetRange other) {
    return new OffsetRange(
        one.getTopic(),
        one.getPartition(),
        Math.min(one.getFrom(), other.getFrom()),
        Math.max(one.getUntil(), other.getUntil()));
  }

  private static Place place(OffsetRange range) {
    return new Place(range.getTopic(), range.getPartition());
  }

  Snapshot snapshot() {
    return new Snapshot(from, new ArrayList<>(ranges.values()));
  }

  private static void write(OffsetRange range, DataOutput out) throws IOException {
    Bytes.writeText(range.getTopic(), out);
    out.writeInt(range.getPartition());
    out.writeLong(range.getFrom());
    out.writeLong(range.getUntil());
  }

  private static OffsetRange read(DataInput in) throws IOException {
    return new OffsetRange(Bytes.readText(in), in.readInt(), in.readLong(), in.readLong());
  }
}
