package dev.tandem.stream.door;

import dev.tandem.stream.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Clocks of partitions as they are written: each name once, and times by their distance from one to
 * the next in the order of names, two or three bytes in all where streams keep step.
 */
final class ClockBytes {
  /** Of one time: two numbers of variable length. */
  private static final int MOST_BYTES = 5 + 10;

  private ClockBytes() {}

  static void write(List<ClockState.Part> parts, DataOutput out) throws IOException {
    NameTable names = new NameTable();
    for (ClockState.Part part : parts) {
      names.add(part.clock().present());
      names.add(part.clock().ended());
      names.add(part.clock().ahead());
    }
    Bytes.writeAll(names.all(), Bytes::writeText, out);
    Bytes.writeAll(parts, (part, to) -> write(part, names, to), out);
  }

  private static void write(ClockState.Part part, NameTable names, DataOutput out)
      throws IOException {
    ClockSnapshot clock = part.clock();
    Bytes.writeText(part.topic(), out);
    out.writeInt(part.partition());
    out.writeBoolean(part.read());
    out.writeLong(clock.watermark());
    out.writeLong(clock.latestEnd());
    out.writeBoolean(clock.established());
    Bytes.writeAll(clock.places(), Place::write, out);
    out.writeLong(clock.lastProposed());
    out.writeInt(clock.proposals());
    write(names.inOrder(clock.present()), out);
    write(names.inOrder(clock.ended()), out);
    write(names.inOrder(clock.ahead()), out);
  }

  /** How many numbers are passed over before each, and how far its time is from the last. */
  private static void write(long[] times, DataOutput out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(times.length * MOST_BYTES);
    int next = 0;
    long last = 0;
    for (int number = 0; number < times.length; number++) {
      if (times[number] != LeastIndex.ABSENT) {
        ByteUtils.writeUnsignedVarint(number - next, bytes);
        ByteUtils.writeVarlong(times[number] - last, bytes);
        next = number + 1;
        last = times[number];
      }
    }
    Bytes.write(bytes.array(), 0, bytes.position(), out);
  }

  static List<ClockState.Part> read(DataInput in) throws IOException {
    List<String> names = Bytes.readAll(Bytes::readText, in);
    return Bytes.readAll(from -> part(names, from), in);
  }

  private static ClockState.Part part(List<String> names, DataInput in) throws IOException {
    return new ClockState.Part(
        Bytes.readText(in), in.readInt(), in.readBoolean(), clock(names, in));
  }

  private static ClockSnapshot clock(List<String> names, DataInput in) throws IOException {
    return new ClockSnapshot(
        in.readLong(),
        in.readLong(),
        in.readBoolean(),
        Bytes.readAll(Place::read, in),
        in.readLong(),
        in.readInt(),
        times(names, in),
        times(names, in),
        times(names, in));
  }

  private static NamedTimes times(List<String> names, DataInput in) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Bytes.read(in));
    List<Map.Entry<String, Long>> times = new ArrayList<>();
    int next = 0;
    long last = 0;
    while (bytes.hasRemaining()) {
      int number = next + ByteUtils.readUnsignedVarint(bytes);
      last += ByteUtils.readVarlong(bytes);
      times.add(Map.entry(names.get(number), last));
      next = number + 1;
    }
    return NamedTimes.of(times);
  }
}
