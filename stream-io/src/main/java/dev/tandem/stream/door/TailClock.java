package dev.tandem.stream.door;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.stream.door.SourceItem.RawRecord;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecordBase;

/** Tells the time of a partition by some of its records, as a door would that met no others. */
public final class TailClock {
  private final RecordReader<? extends Timed> reader;
  private final PartitionClock clock;

  public TailClock(DoorSettings settings, RecordReader<? extends Timed> reader) {
    this.reader = reader;
    this.clock = new PartitionClock(ClockRules.of(settings));
  }

  /** To be told in the partition's order; passes over what a door would refuse. */
  public void offer(RawRecord raw) {
    try {
      take(raw, Wire.decode(raw.value()));
    } catch (RuntimeException refused) {
      return; // whatever is wrong with it, it tells no time
    }
  }

  private void take(RawRecord raw, SpecificRecordBase decoded) {
    if (decoded instanceof StreamMark mark) {
      ToldTime.mark(mark, raw.origin().timestamp(), clock);
    } else {
      ToldTime.record(reader.read(raw, decoded), decoded, clock);
    }
  }

  /** The latest time of any stream, in milliseconds since the epoch; empty without a record. */
  public OptionalLong latest() {
    long furthest = clock.furthest();
    return furthest == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(furthest);
  }

  /** Whether every stream has ended. */
  public boolean isAtRest() {
    return clock.isAtRest();
  }
}
