package dev.tandem.stream.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.common.TopicPartition;

/** The clocks of a door by themselves, for those who measure what they cost. */
public final class DoorClocks {
  private static final String TOPIC = "measured";

  private final PartitionClocks clocks;

  /** Of so many partitions of one topic, all read by one subtask. */
  public DoorClocks(DoorSettings settings, int partitions) {
    clocks = new PartitionClocks(ClockRules.of(settings), true);
    IntStream.range(0, partitions).forEach(p -> clocks.assign(new TopicPartition(TOPIC, p)));
  }

  /** Tells the time of a record as a door does; returns the watermark of all partitions. */
  public long advance(String stream, int partition, long time) {
    PartitionClock clock = clocks.of(new Origin(TOPIC, partition, 0, time));
    clock.requireNear(stream, time, false);
    clock.advance(stream, time);
    clocks.moved(clock);
    return clocks.watermark();
  }

  /** What a checkpoint takes in the task's thread. */
  public Copy copy() {
    return new Copy(clocks.snapshot());
  }

  /** What a checkpoint writes outside it. */
  public static final class Copy {
    private final ClockState state;

    private Copy(ClockState state) {
      this.state = state;
    }

    /** Returns how many bytes that are. */
    public int write() {
      DataOutputSerializer out = new DataOutputSerializer(1 << 16);
      try {
        ClockState.TYPE.serializer().serialize(state, out);
      } catch (IOException impossible) {
        throw new UncheckedIOException("writing into memory failed", impossible);
      }
      return out.length();
    }
  }
}
