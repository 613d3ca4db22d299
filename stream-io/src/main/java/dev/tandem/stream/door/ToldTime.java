package dev.tandem.stream.door;

import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import org.apache.avro.specific.SpecificRecordBase;

/** What marks and records tell their partition's clock. */
final class ToldTime {
  private ToldTime() {}

  /** Throws {@link RejectedRecordException} where the mark may not count. */
  static void mark(StreamMark mark, long recordTime, PartitionClock clock) {
    long time = mark.getTime().toEpochMilli();
    if (time != recordTime) { // the broker limits record times, not what a mark says
      throw new RejectedRecordException(
          "the mark's time is %d; must be its record's time %d".formatted(time, recordTime));
    }
    clock.requireNear(mark.getStream(), time, mark.getKind() == MarkKind.START);
    switch (mark.getKind()) {
      case START -> clock.start(mark.getStream(), time);
      case HEARTBEAT -> clock.heartbeat(mark.getStream(), time);
      case END -> clock.end(mark.getStream(), time);
    }
  }

  /**
   * Throws {@link FarOffRecordException} where the record may not count.
   *
   * @param decoded what {@code record} was read from
   * @return whose progress the record is judged by: its stream, or the gateway that speaks for it
   */
  static String record(Timed record, SpecificRecordBase decoded, PartitionClock clock) {
    clock.requireNear(record.stream(), record.time(), false);
    String gateway = gateway(decoded);
    if (gateway.isEmpty()) {
      clock.advance(record.stream(), record.time());
      return record.stream();
    }
    clock.hear(gateway, record.time());
    return gateway;
  }

  private static String gateway(SpecificRecordBase decoded) {
    if (decoded instanceof Features features) {
      return features.getGateway();
    }
    return decoded instanceof Label label ? label.getGateway() : "";
  }
}
