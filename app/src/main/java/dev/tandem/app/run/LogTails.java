package dev.tandem.app.run;

import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.log.WrittenLog;
import dev.tandem.schemas.log.WrittenLog.Stamp;
import dev.tandem.stream.door.DoorSettings;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.TailClock;
import dev.tandem.trainer.job.AnyReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at the last records of each partition, and at those around the one with the latest time:
 * replayed letters, which are old, may have come after that. Looks further back where none of them
 * that a door would let in has that time, because junk has it; and not without bounds.
 */
final class LogTails {
  private static final long FIRST_LOOK = 64;
  private static final long WIDER = 8;
  private static final long WIDEST_LOOK = FIRST_LOOK * WIDER * WIDER * WIDER;
  private static final byte[] NO_KEY = {};

  private final CommittedLog log;
  private final WrittenLog written;
  private final DoorSettings door;

  LogTails(CommittedLog log, WrittenLog written, DoorSettings door) {
    this.log = log;
    this.written = written;
    this.door = door;
  }

  /** Of each partition, by what of it lies within {@code whole}. */
  Collection<TailClock> clocks(Map<TopicPartition, Span> whole) {
    Map<TopicPartition, Stamp> latest = written.latest(whole.keySet());
    Map<TopicPartition, TailClock> clocks = new HashMap<>();
    Map<TopicPartition, Span> open = new HashMap<>(whole);
    open.values().removeIf(Span::isEmpty);
    for (long look = FIRST_LOOK; !open.isEmpty() && look <= WIDEST_LOOK; look *= WIDER) {
      clocks.putAll(look(open, latest, look));
      long seen = look;
      open.entrySet()
          .removeIf(
              entry ->
                  entry.getValue().length() <= seen
                      || isNewest(
                          clocks.get(entry.getKey()),
                          latest.get(entry.getKey()),
                          entry.getValue()));
    }
    return clocks.values();
  }

  /** Nothing in {@code whole} can be later; what lies behind it is not asked for. */
  private static boolean isNewest(TailClock clock, Stamp latest, Span whole) {
    return clock.latest().isPresent()
        && (latest.offset() >= whole.to() || clock.latest().getAsLong() >= latest.time());
  }

  private Map<TopicPartition, TailClock> look(
      Map<TopicPartition, Span> whole, Map<TopicPartition, Stamp> latest, long look) {
    Map<TopicPartition, TailClock> clocks = new HashMap<>();
    Map<TopicPartition, Span> around = new HashMap<>();
    Map<TopicPartition, Span> tails = new HashMap<>();
    whole.forEach(
        (partition, span) -> {
          clocks.put(partition, new TailClock(door, new AnyReader()));
          Span tail = new Span(Math.max(span.from(), span.to() - look), span.to());
          tails.put(partition, tail);
          around.put(partition, around(latest.get(partition).offset(), span, tail));
        });
    read(around, clocks);
    read(tails, clocks);
    return clocks;
  }

  /** What of it the tail does not have. */
  private static Span around(long latest, Span whole, Span tail) {
    return new Span(
        Math.max(whole.from(), latest - FIRST_LOOK), Math.min(tail.from(), latest + FIRST_LOOK));
  }

  private void read(Map<TopicPartition, Span> spans, Map<TopicPartition, TailClock> clocks) {
    log.read(
        spans,
        record ->
            clocks.get(new TopicPartition(record.topic(), record.partition())).offer(raw(record)));
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp()),
        record.key() == null ? NO_KEY : record.key(),
        record.value());
  }
}
