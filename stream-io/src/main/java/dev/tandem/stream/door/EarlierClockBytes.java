package dev.tandem.stream.door;

import dev.tandem.stream.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The clock of a partition as it was written before version 5: each with all of its names. */
final class EarlierClockBytes {
  private static final long NONE = Long.MIN_VALUE;

  private EarlierClockBytes() {}

  /** {@code written} is the version of what holds them; 3 and 4 have one of their own. */
  static ClockState.Part read(int written, DataInput in) throws IOException {
    String topic = Bytes.readText(in);
    int partition = in.readInt();
    boolean read = in.readBoolean();
    int version = written < 3 ? written : in.readInt();
    DataInput clock = new DataInputStream(new ByteArrayInputStream(Bytes.read(in)));
    return new ClockState.Part(topic, partition, read, clock(version, clock));
  }

  /** Before 3, no stream could be ahead; in 3 there was one place, and no run in order. */
  private static ClockSnapshot clock(int version, DataInput in) throws IOException {
    long watermark = in.readLong();
    long latestEnd = in.readLong();
    NamedTimes present = times(in);
    NamedTimes ended = times(in);
    if (version < 3) {
      NamedTimes none = NamedTimes.of(List.of());
      return new ClockSnapshot(
          watermark, latestEnd, watermark > NONE, List.of(), NONE, 0, present, ended, none);
    }
    NamedTimes ahead = times(in);
    List<Place> places = version < 4 ? onePlace(in) : Bytes.readAll(Place::read, in);
    long last = version < 4 ? NONE : in.readLong();
    int records = version < 4 ? 0 : in.readInt();
    boolean established = in.readBoolean();
    return new ClockSnapshot(
        watermark, latestEnd, established, places, last, records, present, ended, ahead);
  }

  private static NamedTimes times(DataInput in) throws IOException {
    return NamedTimes.of(Bytes.readAll(i -> Map.entry(Bytes.readText(i), i.readLong()), in));
  }

  private static List<Place> onePlace(DataInput in) throws IOException {
    long since = in.readLong();
    long last = in.readLong();
    return last == NONE ? List.of() : List.of(new Place(since, last, false));
  }
}
